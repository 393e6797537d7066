import { operation } from '../../shared/operation';
import { note } from '../fields';

export const get = operation({
	name: 'Get Note',
	value: 'get',
	action: 'Get note by ID',
	description: 'Retrieve one note with its text',
	returns: 'the note with its title, text and the ID of the record it is about',
	scopes: ['note.read'],
	method: 'GET',
	url: '/v1/notes/{noteId}',
	notFound: 'The note was not found',
	fields: [note('The note to retrieve')],
});
