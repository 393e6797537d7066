import type { NexServer } from '../../nex-server';
import type { Example } from './example';
import { picked } from './example';

/** A list of people with a status and a score of its own, and a person who is not in it yet. */
function readyList(nex: NexServer) {
	const list = nex.state.lists.create('person', { name: 'Spring Campaign', slug: 'spring-campaign' }).definition;
	nex.state.objects.createAttribute('spring-campaign', { name: 'Status', slug: 'status', type: 'text' });
	nex.state.objects.createAttribute('spring-campaign', { name: 'Score', slug: 'score', type: 'number' });
	const person = nex.state.records.create('person', { name: 'Ada Holm', job_title: 'Forest Ranger' });
	return { listId: list.id, personId: person.id };
}

/** The same, with the person in it. */
function readyMember(nex: NexServer) {
	const ready = readyList(nex);
	return { ...ready, id: nex.state.lists.add(ready.listId, ready.personId, { status: 'New', score: 1 }).id };
}

export const NexList: Record<string, Example> = {
	getMany: {
		given: (nex) => {
			const { listId } = readyList(nex);
			return {
				parameters: { objectType: picked('person'), limit: 1, options: { includeAttributes: true } },
				request: { method: 'GET', path: '/v1/objects/person/lists', query: { include_attributes: 'true' } },
				items: [{ id: listId, slug: 'spring-campaign', type: 'list', attributes: expect.any(Array) }],
			};
		},
	},
	create: {
		given: () => ({
			parameters: {
				objectType: picked('company'),
				name: 'Key Accounts',
				slug: 'key-accounts',
				additionalFields: { namePlural: 'Key Accounts', description: 'Visited every quarter' },
			},
			request: {
				method: 'POST',
				path: '/v1/objects/company/lists',
				body: { name: 'Key Accounts', slug: 'key-accounts', name_plural: 'Key Accounts', description: 'Visited every quarter' },
			},
			items: [{ slug: 'key-accounts', name: 'Key Accounts', type: 'list', description: 'Visited every quarter' }],
		}),
	},
	get: {
		given: (nex) => {
			const { listId } = readyList(nex);
			return {
				parameters: { listId: picked('={{ $json.list }}') },
				input: { list: listId },
				request: { method: 'GET', path: `/v1/lists/${listId}` },
				items: [{ id: listId, name: 'Spring Campaign', attributes: expect.any(Array) }],
			};
		},
	},
	delete: {
		given: (nex) => {
			const { listId } = readyList(nex);
			return {
				parameters: { listId: picked(listId) },
				request: { method: 'DELETE', path: `/v1/lists/${listId}` },
				items: [{ deleted: true, id: listId }],
			};
		},
	},
	addMember: {
		given: (nex) => {
			const { listId, personId } = readyList(nex);
			return {
				parameters: {
					listId: picked(listId),
					recordId: picked('={{ $json.id }}'),
					attributes: { mappingMode: 'defineBelow', value: { status: 'Invited', score: 7 } },
				},
				input: { id: personId },
				request: {
					method: 'POST',
					path: `/v1/lists/${listId}`,
					body: { parent_id: personId, attributes: { status: 'Invited', score: 7 } },
				},
				items: [{ id: expect.not.stringMatching(personId), type: 'person', name: 'Ada Holm', status: 'Invited', score: 7 }],
			};
		},
	},
	addOrUpdateMember: {
		given: (nex) => {
			const { listId, personId, id } = readyMember(nex);
			return {
				parameters: {
					listId: picked(listId),
					recordId: picked(personId),
					attributesMode: 'json',
					attributesJson: '{ "status": "Accepted" }',
				},
				request: { method: 'PUT', path: `/v1/lists/${listId}`, body: { parent_id: personId, attributes: { status: 'Accepted' } } },
				items: [{ id, name: 'Ada Holm', status: 'Accepted', score: 1 }],
			};
		},
	},
	getManyMembers: {
		given: (nex) => {
			const { listId, personId } = readyList(nex);
			const other = nex.state.records.create('person', { name: 'Bo Lind' });
			const [first, second] = [nex.state.lists.add(listId, personId, { score: 1 }), nex.state.lists.add(listId, other.id, { score: 2 })];
			return {
				parameters: {
					listId: picked(listId),
					limit: 2,
					options: { attributeSlugs: ['name', 'score'], sort: { by: { attribute: 'score', direction: 'desc' } } },
				},
				request: {
					method: 'POST',
					path: `/v1/lists/${listId}/records`,
					body: {
						attributes: { mode: 'custom', slugs: ['name', 'score'] },
						limit: 2,
						offset: 0,
						sort: { attribute: 'score', direction: 'desc' },
					},
				},
				items: [
					{ id: second.id, name: 'Bo Lind', score: 2 },
					{ id: first.id, name: 'Ada Holm', score: 1 },
				],
			};
		},
	},
	updateMember: {
		given: (nex) => {
			const { listId, id } = readyMember(nex);
			return {
				parameters: {
					listId: picked(listId),
					memberId: picked('={{ $json.entry }}'),
					attributes: { mappingMode: 'defineBelow', value: { status: 'Accepted' } },
				},
				input: { entry: id },
				request: { method: 'PATCH', path: `/v1/lists/${listId}/records/${id}`, body: { attributes: { status: 'Accepted' } } },
				items: [{ id, name: 'Ada Holm', status: 'Accepted', score: 1 }],
			};
		},
	},
	removeMember: {
		given: (nex) => {
			const { listId, personId } = readyList(nex);
			const { id } = nex.state.lists.add(listId, personId);
			return {
				parameters: { listId: picked(listId), memberId: picked(id) },
				request: { method: 'DELETE', path: `/v1/lists/${listId}/records/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
