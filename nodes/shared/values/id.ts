import { isNoId, pathValue } from '../transport/path';
import { readEach, readParts } from './list';
import type { Reading } from './reader';

/** Reads one ID or slug, also from an object that has it as its `id`; always as text. */
export function readId(value: unknown): Reading<string> {
	const read = pathValue(value);
	if ('text' in read) return { value: read.text };
	const isWord = typeof value === 'string' && isNoId(value.trim());
	return { ...read, advice: isWord ? 'Leave it empty if there is none.' : 'Choose it from the list, or enter its ID.' };
}

/** Reads several IDs, each once. */
export const readIds = (value: unknown): Reading => readEach(readParts(value), readId);
