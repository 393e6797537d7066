import { additionalFields, record, required } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { content, noteTitle } from '../fields';

export const create = operation({
	name: 'Create Note',
	value: 'create',
	action: 'Create note',
	description: 'Create a new note, by itself or about one record. Running it twice makes two notes.',
	returns: 'the note with its ID',
	scopes: ['note.write'],
	method: 'POST',
	url: '/v1/notes',
	fields: [
		required(noteTitle),
		content('The text of the note'),
		additionalFields(
			record({ required: false, description: 'The one record the note is about, such as a person or a company', body: 'entity_id' }),
		),
	],
});
