import type { Clearable } from '../../shared/fields/clear';
import { clearChosen, fieldsToClear, someChange } from '../../shared/fields/clear';
import { record } from '../../shared/fields/record';
import { inOrder, operation } from '../../shared/operation';
import { note } from '../note';

const CLEARABLE: Clearable[] = [
	{ name: 'Content', value: 'content', sent: '' },
	{ name: 'Record', value: 'entity_id', sent: null },
];

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
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Content',
					name: 'content',
					type: 'string',
					typeOptions: { rows: 6 },
					default: '',
					placeholder: 'e.g. They want to renew for two years.',
					description: 'The new text of the note, which replaces the old one',
					routing: { send: { type: 'body', property: 'content' } },
				},
				{
					...record({ required: false, description: 'The one record the note is about from now on, such as a person or a company' }),
					routing: { send: { type: 'body', property: 'entity_id' } },
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Call with Ada Holm',
					description: 'What the note is about, in a few words',
					routing: { send: { type: 'body', property: 'title' } },
				},
			],
		},
		fieldsToClear(CLEARABLE),
	],
	prepare: inOrder(clearChosen(CLEARABLE), someChange),
});
