import { clearing, record, updateFields } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { content, note, noteTitle } from '../fields';

const { fieldsToClear, sendChanges, tellKept } = clearing([
	{ name: 'Content', value: 'content', sent: '' },
	{ name: 'Record', value: 'entity_id', sent: null },
]);

export const update = operation({
	name: 'Update Note',
	value: 'update',
	action: 'Update note',
	description: 'Change a note. What is not given stays as it is.',
	returns: 'the note as it is now',
	scopes: ['note.write'],
	method: 'PATCH',
	url: '/v1/notes/{noteId}',
	notFound: 'The note was not found',
	fields: [
		note('The note to change'),
		updateFields(
			content('The new text of the note, which replaces the old one'),
			record({
				required: false,
				description: 'The one record the note is about from now on, such as a person or a company',
				body: 'entity_id',
			}),
			noteTitle,
		),
		fieldsToClear,
	],
	prepare: sendChanges,
	tell: tellKept,
});
