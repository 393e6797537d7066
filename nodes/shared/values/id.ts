import { pathValue } from '../transport/path';
import { readEach, readParts } from './list';
import type { Reading } from './reader';

/** Words that expressions and language models write for want of an ID. */
const NO_ID = new Set(['null', 'undefined', 'none', 'nan', '[object object]']);

/** Reads one ID or slug, also from an object that has it as its `id`; always as text. */
export function readId(value: unknown): Reading<string> {
	const read = pathValue(value);
	if ('problem' in read) return { problem: read.problem, advice: 'Choose it from the list, or enter its ID.' };
	if (NO_ID.has(read.text.toLowerCase()))
		return { problem: `is "${read.text}", which is not an ID`, advice: 'Leave it empty if there is none.' };
	return { value: read.text };
}

/** Reads several IDs, each once. */
export const readIds = (value: unknown): Reading => readEach(readParts(value), readId);
