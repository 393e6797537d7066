import { deleted, operation } from '../../shared/operation';
import { note } from '../fields';

export const deleteNote = operation({
	name: 'Delete Note',
	value: 'delete',
	action: 'Delete note for good',
	description: 'Archive a note: it leaves all lists, and the API has no way to bring it back. The record it is about stays.',
	returns: 'the ID of the note that is gone',
	scopes: ['note.write'],
	method: 'DELETE',
	url: '/v1/notes/{noteId}',
	notFound: 'The note was not found',
	fields: [note('The note to archive')],
	answer: deleted('noteId'),
});
