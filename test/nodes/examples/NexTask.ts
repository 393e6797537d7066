import type { Example } from './example';
import { picked } from './example';

export const NexTask: Record<string, Example> = {
	create: {
		given: (nex) => {
			const ada = nex.state.records.create('person', { name: 'Ada Holm' }).id;
			const pine = nex.state.records.create('company', { name: 'Pine Timber' }).id;
			return {
				parameters: {
					title: 'Send the renewal contract',
					additionalFields: {
						assigneeIds: '40112233445566011, 40112233445566013',
						description: 'They asked for two years',
						dueDate: '2026-05-04T10:00:00+02:00',
						priority: 'high',
						recordIds: '={{ $json.people }}',
						records: { record: [{ recordId: picked(pine) }] },
					},
				},
				input: { people: [ada] },
				request: {
					method: 'POST',
					path: '/v1/tasks',
					body: {
						title: 'Send the renewal contract',
						assignee_ids: ['40112233445566011', '40112233445566013'],
						description: 'They asked for two years',
						due_date: '2026-05-04T08:00:00.000Z',
						priority: 'high',
						entity_ids: [pine, ada],
					},
				},
				items: [{ title: 'Send the renewal contract', priority: 'high', is_completed: false, entity_ids: [pine, ada] }],
			};
		},
	},
	get: {
		given: (nex) => {
			const { id } = nex.state.tasks.create({ title: 'Call back' });
			return {
				parameters: { taskId: picked(id) },
				request: { method: 'GET', path: `/v1/tasks/${id}` },
				items: [{ id, title: 'Call back' }],
			};
		},
	},
	getMany: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
			for (const title of ['Call Ada', 'Write to Ada', 'Call Ada again'])
				nex.state.tasks.create({ title, entity_ids: [id], assignee_ids: ['40112233445566011'] });
			return {
				parameters: { limit: 5, filters: { assigneeId: '40112233445566011', isCompleted: false, recordId: picked(id), search: 'call' } },
				request: {
					method: 'GET',
					path: '/v1/tasks',
					query: { assignee_id: '40112233445566011', is_completed: 'false', entity_id: id, search: 'call', limit: '5', offset: '0' },
				},
				items: [{ title: 'Call Ada again' }, { title: 'Call Ada' }],
			};
		},
	},
	update: {
		given: (nex) => {
			const { id } = nex.state.tasks.create({ title: 'Call back', description: 'Before noon', priority: 'high' });
			return {
				parameters: { taskId: picked(id), updateFields: { isCompleted: true }, fieldsToClear: ['description', 'priority'] },
				request: { method: 'PATCH', path: `/v1/tasks/${id}`, body: { is_completed: true, description: '', priority: '' } },
				items: [{ id, title: 'Call back', is_completed: true, description: '', priority: 'unspecified' }],
			};
		},
	},
	delete: {
		given: (nex) => {
			const { id } = nex.state.tasks.create({ title: 'Call back' });
			return { parameters: { taskId: picked(id) }, request: { method: 'DELETE', path: `/v1/tasks/${id}` }, items: [{ deleted: true, id }] };
		},
	},
};
