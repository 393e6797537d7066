import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject, objectsIn } from '../nodes/shared/isObject';

/** What was found to read, by IDs and slugs. None of it leaves the process. */
export interface Targets {
	/** Slugs of object types, those first that have been found to hold records. */
	slugs: string[];
	recordId?: string;
	/** Part of a record's name, to search for. */
	word?: string;
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

/** The first text in a value of whatever form. */
export function wordIn(value: unknown): string | undefined {
	if (typeof value === 'string') return value.split(/\s+/).find((word) => word.length > 1);
	if (Array.isArray(value)) return value.map(wordIn).find((word) => word !== undefined);
	const parts = isObject(value) ? Object.entries(value) : [];
	return parts.map(([name, part]) => (name === 'id' || name === 'type' ? undefined : wordIn(part))).find((word) => word !== undefined);
}
