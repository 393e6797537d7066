import { parseJson } from '../transport/json';
import { isEmpty } from './blank';
import { withoutFence } from './json';
import type { Reading } from './reader';

/** Commas, of whatever script, as they stand between the parts of a list. */
export const COMMAS = /([,\uFF0C\u3001\u060C])/;
/** The same, and semicolons, which other programs put there. */
export const COMMAS_AND_SEMICOLONS = /([,;\uFF0C\uFF1B\u3001\u060C\u061B])/;

/** What ends a line, on whatever system (https://www.unicode.org/reports/tr14/#BK). */
export const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** Pieces that are tried together as one part: more commas than these are in no name. */
const MOST_PIECES = 20;

/** How text is divided into parts. */
interface Dividing {
	/** True for text that is one part though it has a divider in it. */
	isWhole?: (text: string) => boolean;
	/** What stands between parts, in brackets. */
	divider?: RegExp;
}

/**
 * The parts of a list, however it is given: as a list, as a JSON list in text, or as text with lines, commas or semicolons
 * between them. Blank parts are dropped.
 */
export function readParts(value: unknown, dividing: Dividing = {}): Reading<unknown[]> {
	const { isWhole = () => false } = dividing;
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
	const lines = text.split(LINE_END).flatMap((line) => splitLine(line, dividing));
	return { value: lines.filter((one) => !isEmpty(one)) };
}

/** Parts of a line between dividers; parts that are one together, such as "Oil, Gas & Mining", stay together. */
function splitLine(line: string, { isWhole, divider = COMMAS_AND_SEMICOLONS }: Dividing): string[] {
	if (isWhole?.(line)) return [line];
	// Every other piece is a divider.
	const pieces = line.split(divider);
	const parts: string[] = [];
	for (let at = 0; at < pieces.length;) {
		let end = isWhole ? Math.min(pieces.length, at + 2 * MOST_PIECES - 1) : at + 1;
		while (end > at + 1 && !isWhole?.(pieces.slice(at, end).join(''))) end -= 2;
		parts.push(pieces.slice(at, end).join(''));
		at = end + 1;
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
