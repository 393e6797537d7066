import type { INodeProperties } from 'n8n-workflow';
import { picker, text, title } from '../shared/fields';

/** A picker of a note. */
export const note = picker({
	displayName: 'Note',
	name: 'noteId',
	searchListMethod: 'searchNotes',
	example: '40112233445566901',
	hint: 'The ID of a note: Get Many Notes of Nex Note returns it.',
});

export const noteTitle = title('Call with Ada Holm', 'What the note is about, in a few words');

export const content = (description: string): INodeProperties =>
	text({ displayName: 'Content', name: 'content', rows: 6, example: 'They want to renew for two years.', description, body: 'content' });
