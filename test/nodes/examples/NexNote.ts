import type { Example } from './example';
import { picked } from './example';

export const NexNote: Record<string, Example> = {
	create: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
			return {
				parameters: { title: 'Call with Ada', content: 'She wants two years', additionalFields: { recordId: picked(id) } },
				request: { method: 'POST', path: '/v1/notes', body: { title: 'Call with Ada', content: 'She wants two years', entity_id: id } },
				items: [{ title: 'Call with Ada', content: 'She wants two years', entity_id: id }],
			};
		},
	},
	get: {
		given: (nex) => {
			const { id } = nex.state.notes.create({ title: 'Call with Ada' });
			return {
				parameters: { noteId: picked(id) },
				request: { method: 'GET', path: `/v1/notes/${id}` },
				items: [{ id, title: 'Call with Ada' }],
			};
		},
	},
	getMany: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
			for (const title of ['First', 'Second', 'Third']) nex.state.notes.create({ title, entity_id: id });
			nex.state.notes.create({ title: 'About nobody' });
			return {
				parameters: { limit: 2, filters: { recordId: picked(id) } },
				request: { method: 'GET', path: '/v1/notes', query: { entity_id: id } },
				items: [{ title: 'Third' }, { title: 'Second' }],
			};
		},
	},
	update: {
		given: (nex) => {
			const { id } = nex.state.notes.create({ title: 'Call with Ada', content: 'She wants two years' });
			return {
				parameters: { noteId: picked(id), updateFields: { content: 'She wants three years' } },
				request: { method: 'PATCH', path: `/v1/notes/${id}`, body: { content: 'She wants three years' } },
				items: [{ id, title: 'Call with Ada', content: 'She wants three years' }],
			};
		},
	},
	delete: {
		given: (nex) => {
			const { id } = nex.state.notes.create({ title: 'Call with Ada' });
			return { parameters: { noteId: picked(id) }, request: { method: 'DELETE', path: `/v1/notes/${id}` }, items: [{ deleted: true, id }] };
		},
	},
};
