import { record } from '../../shared/fields/record';
import { operation } from '../../shared/operation';

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
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Call with Ada Holm',
			description: 'What the note is about, in a few words',
			routing: { send: { type: 'body', property: 'title' } },
		},
		{
			displayName: 'Content',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			placeholder: 'e.g. They want to renew for two years.',
			description: 'The text of the note',
			routing: { send: { type: 'body', property: 'content' } },
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					...record({ required: false, description: 'The one record the note is about, such as a person or a company' }),
					routing: { send: { type: 'body', property: 'entity_id' } },
				},
			],
		},
	],
});
