import type { NexServer } from '../../nex-server';
import type { Example } from './example';
import { picked } from './example';

/** "Person works at company", a person and a company. */
function ready(nex: NexServer) {
	const [personType, companyType] = [nex.state.objects.get('person').id, nex.state.objects.get('company').id];
	const definition = nex.state.relationships.define({
		type: 'many_to_many',
		entity_definition_1_id: personType,
		entity_definition_2_id: companyType,
		entity_1_to_2_predicate: 'works at',
		entity_2_to_1_predicate: 'employs',
	});
	const person = nex.state.records.create('person', { name: 'Ada Holm' });
	const company = nex.state.records.create('company', { name: 'Pine Timber' });
	return { personType, companyType, definitionId: definition.id, personId: person.id, companyId: company.id };
}

export const NexRelationship: Record<string, Example> = {
	createDefinition: {
		given: (nex) => {
			const { personType, companyType } = ready(nex);
			return {
				parameters: {
					firstObjectTypeId: picked(personType),
					secondObjectTypeId: picked(companyType),
					type: 'one_to_many',
					additionalFields: { firstToSecond: 'advises', secondToFirst: 'is advised by' },
				},
				request: {
					method: 'POST',
					path: '/v1/relationships',
					body: {
						type: 'one_to_many',
						entity_definition_1_id: personType,
						entity_definition_2_id: companyType,
						entity_1_to_2_predicate: 'advises',
						entity_2_to_1_predicate: 'is advised by',
					},
				},
				items: [{ type: 'one_to_many', entity_definition_1_id: personType, entity_1_to_2_predicate: 'advises' }],
			};
		},
	},
	getManyDefinitions: {
		given: (nex) => {
			const { definitionId } = ready(nex);
			return {
				parameters: { returnAll: true },
				request: { method: 'GET', path: '/v1/relationships' },
				items: [{ id: definitionId, type: 'many_to_many', entity_1_to_2_predicate: 'works at' }],
			};
		},
	},
	deleteDefinition: {
		given: (nex) => {
			const { definitionId } = ready(nex);
			return {
				parameters: { definitionId: picked(definitionId) },
				request: { method: 'DELETE', path: `/v1/relationships/${definitionId}` },
				items: [{ deleted: true, id: definitionId }],
			};
		},
	},
	create: {
		given: (nex) => {
			const { definitionId, personId, companyId } = ready(nex);
			return {
				parameters: {
					definitionId: picked(definitionId),
					recordId: picked('={{ $json.person }}'),
					secondRecordId: picked('={{ $json.company }}'),
				},
				input: { person: personId, company: companyId },
				request: {
					method: 'POST',
					path: `/v1/records/${personId}/relationships`,
					body: { definition_id: definitionId, entity_1_id: personId, entity_2_id: companyId },
				},
				items: [{ definition_id: definitionId, entity_1_id: personId, entity_2_id: companyId }],
			};
		},
	},
	delete: {
		given: (nex) => {
			const { definitionId, personId, companyId } = ready(nex);
			const { id } = nex.state.relationships.create(definitionId, personId, companyId);
			return {
				parameters: { recordId: picked(companyId), relationshipId: '={{ $json.id }}' },
				input: { id },
				request: { method: 'DELETE', path: `/v1/records/${companyId}/relationships/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
