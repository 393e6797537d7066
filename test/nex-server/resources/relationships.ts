import { badRequest } from '../errors';
import { oneOf, pathId, requiredId, text } from '../fields';
import { EMPTY, operation } from '../operation';
import type { Operation } from '../operation';
import { RELATIONSHIP_TYPES } from '../types';

export const relationshipOperations: Operation[] = [
	operation('createRelationshipDefinition', 'POST /v1/relationships', 'relationship.write', ({ state, body }) => {
		const type = oneOf(body, 'type', RELATIONSHIP_TYPES);
		if (!type) throw badRequest('type is required');
		return state.relationships.define({
			type,
			entity_definition_1_id: requiredId(body, 'entity_definition_1_id'),
			entity_definition_2_id: requiredId(body, 'entity_definition_2_id'),
			entity_1_to_2_predicate: text(body, 'entity_1_to_2_predicate') ?? '',
			entity_2_to_1_predicate: text(body, 'entity_2_to_1_predicate') ?? '',
		});
	}),
	operation('listRelationshipDefinitions', 'GET /v1/relationships', 'relationship.read', ({ state }) => ({
		data: state.relationships.definitions(),
	})),
	operation('deleteRelationshipDefinition', 'DELETE /v1/relationships/{id}', 'relationship.write', ({ state, params }) => {
		state.relationships.deleteDefinition(pathId(params, 'id'));
		return EMPTY;
	}),
	operation('createRelationshipInstance', 'POST /v1/records/{record_id}/relationships', 'relationship.write', ({ state, params, body }) => {
		const { id } = state.records.get(pathId(params, 'record_id'));
		const [definition, one, two] = [requiredId(body, 'definition_id'), requiredId(body, 'entity_1_id'), requiredId(body, 'entity_2_id')];
		if (id !== one && id !== two) throw badRequest(`entity_1_id or entity_2_id must be the record of the path, ${id}`);
		return state.relationships.create(definition, one, two);
	}),
	operation(
		'deleteRelationshipInstance',
		'DELETE /v1/records/{record_id}/relationships/{rel_id}',
		'relationship.write',
		({ state, params }) => {
			state.relationships.delete(pathId(params, 'record_id'), pathId(params, 'rel_id'));
			return EMPTY;
		},
	),
];
