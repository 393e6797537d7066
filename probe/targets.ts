import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject, objectsIn } from '../nodes/shared/isObject';

/** What was found to read, by IDs and slugs. None of it leaves the process. */
export interface Targets {
	/** Slugs of object types, those first that have been found to hold records. */
	slugs: string[];
	recordId?: string;
	/** A record's name, to search for and to ask about. */
	name?: string;
	listId?: string;
	memberId?: string;
	taskId?: string;
	noteId?: string;
	ruleId?: string;
	artifactId?: string;
	listJobId?: string;
	compoundingId?: string;
}

export const textOf = (value: unknown): string | undefined =>
	(typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

/** The rows of a list, whatever it stands under. */
export function rowsIn(body: unknown): IDataObject[] {
	if (Array.isArray(body)) return objectsIn(body);
	const lists = Object.values(asObject(body)).filter(Array.isArray);
	return objectsIn(lists[0]);
}

/** The texts in a value of whatever form, in one line. */
export function textIn(value: unknown): string {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(textIn).find((text) => text !== '') ?? '';
	const parts = isObject(value) ? Object.entries(value).filter(([name]) => name !== 'id' && name !== 'type') : [];
	return parts
		.map(([, part]) => textIn(part))
		.filter((text) => text !== '')
		.join(' ');
}
