import { filledText, pathId, queryFields, requiredId, requiredText, text } from '../fields';
import type { Fields } from '../fields';
import { EMPTY, operation } from '../operation';
import type { Operation } from '../operation';
import { given } from './definitions';

/** The API lists no more notes than these, and has no paging for them (docs/api.md#notes). */
const MOST_LISTED = 200;

const entityId = (body: Fields): string | undefined =>
	body.entity_id === undefined || body.entity_id === null ? undefined : requiredId(body, 'entity_id');

export const noteOperations: Operation[] = [
	operation('createNote', 'POST /v1/notes', 'note.write', ({ state, body, actor }) =>
		state.notes.create(
			{ title: requiredText(body, 'title'), ...given({ content: text(body, 'content'), entity_id: entityId(body) }) },
			actor,
		),
	),
	operation('listNotes', 'GET /v1/notes', 'note.read', ({ state, query }) => {
		const entity = text(queryFields(query, { entity_id: 'text' }), 'entity_id');
		const notes = state.notes.all().filter((note) => !entity || note.entity_id === entity);
		return { data: notes.slice(0, MOST_LISTED) };
	}),
	operation('getNote', 'GET /v1/notes/{note_id}', 'note.read', ({ state, params }) => state.notes.get(pathId(params, 'note_id'))),
	operation('updateNote', 'PATCH /v1/notes/{note_id}', 'note.write', ({ state, params, body, actor }) => {
		const { id } = state.notes.get(pathId(params, 'note_id'));
		return state.notes.update(
			id,
			given({ title: filledText(body, 'title'), content: text(body, 'content'), entity_id: entityId(body) }),
			actor,
		);
	}),
	operation('deleteNote', 'DELETE /v1/notes/{note_id}', 'note.write', ({ state, params, actor }) => {
		state.notes.archive(pathId(params, 'note_id'), actor);
		return EMPTY;
	}),
];
