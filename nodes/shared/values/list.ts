import { parseJson } from '../transport/json';
import { isEmpty } from './blank';
import { withoutFence } from './json';
import type { Reading } from './reader';

/**
 * The parts of a list, however it is given: as a list, as a JSON list in text, or as text with lines or commas between them.
 * Blank parts are dropped.
 *
 * @param isWhole true for text that is one part though it has a comma in it
 */
export function readParts(value: unknown, isWhole: (text: string) => boolean = () => false): Reading<unknown[]> {
	if (Array.isArray(value)) return { value: value.filter((one) => !isEmpty(one)) };
	if (typeof value !== 'string') return { value: [value] };
	if (isWhole(value)) return { value: [value] };
	const text = withoutFence(value);
	if (text.startsWith('[')) {
		try {
			const parsed = parseJson(text);
			if (Array.isArray(parsed)) return readParts(parsed);
		} catch {
			return { problem: 'starts like a JSON list, but is none', advice: 'Check quotes, commas and brackets.' };
		}
	}
	const lines = text.split(/\r?\n/).flatMap((line) => splitLine(line, isWhole));
	return { value: lines.filter((one) => !isEmpty(one)) };
}

/** Parts of a line between commas; parts that are one together, such as "Oil, Gas & Mining", stay together. */
function splitLine(line: string, isWhole: (text: string) => boolean): string[] {
	const pieces = line.split(',');
	const parts: string[] = [];
	for (let at = 0; at < pieces.length;) {
		let end = pieces.length;
		while (end > at + 1 && !isWhole(pieces.slice(at, end).join(','))) end--;
		parts.push(pieces.slice(at, end).join(','));
		at = end;
	}
	return parts;
}

/** Reads every part of a list with one reader, each part once; no list at all if nothing is in it. */
export function readEach(parts: Reading<unknown[]>, readOne: (part: unknown) => Reading): Reading<unknown[]> {
	if ('problem' in parts) return parts;
	const values = new Set<unknown>();
	for (const part of parts.value ?? []) {
		const read = readOne(part);
		if ('problem' in read) return read;
		if (read.value !== undefined) values.add(read.value);
	}
	return { value: values.size > 0 ? [...values] : undefined };
}
