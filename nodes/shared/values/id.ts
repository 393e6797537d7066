import { isNoId, pathValue } from '../transport/path';
import { readEach, readParts } from './list';
import { isJsonObject } from './object';
import type { Reading } from './reader';

/** What a picker holds, also if its mode is missing, of which n8n takes nothing out. */
export const pickedIn = (value: unknown): unknown => (isJsonObject(value) && '__rl' in value ? pickedIn(value.value) : value);

/** Reads one ID or slug, also from an object that has it as its `id`; always as text. */
export function readId(value: unknown): Reading<string> {
	const read = pathValue(pickedIn(value));
	if ('text' in read) return { value: read.text };
	const isWord = typeof value === 'string' && isNoId(value.trim());
	return { ...read, advice: isWord ? 'Leave it empty if there is none.' : 'Choose it from the list, or enter its ID.' };
}

/** Reads several IDs, each once. */
export const readIds = (value: unknown): Reading => readEach(readParts(value), readId);
