import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/fields/locator';

/** A picker of a note. */
export function note(description: string): INodeProperties {
	return locator({
		displayName: 'Note',
		name: 'noteId',
		description,
		searchListMethod: 'searchNotes',
		hint: 'The ID of a note: Get Many Notes of Nex Note returns it.',
		example: '40112233445566901',
	});
}
