import { trimmed } from '../trimmed';
import { isoOf } from './object';
import type { Reading } from './reader';
import { shown } from './reader';

/** Half of a character that takes two, as text that was cut in the middle of an emoji has: no request can carry it. */
const HALF_CHARACTER = /\p{Cs}/u;

/** What JavaScript and sheets write for want of a value, or in place of an error: nobody means it. */
const NO_VALUE =
	/^(?:undefined|NaN|\[object \w+\]|Invalid Date(?:Time)?|#N\/A|#NAME\?|#DIV\/0!|#(?:REF|VALUE|NUM|NULL|ERROR|SPILL|CALC)!)$/;

/** Reads text as it is; a number or a switch becomes its text. */
export function readText(value: unknown): Reading<string> {
	if (typeof value === 'number' && !Number.isFinite(value)) return { problem: `must be text, but is ${value}, which is no number` };
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
		return { problem: `is a number too long to be exact: ${value}`, advice: 'Pass it as text.' };
	if (typeof value === 'object' && value !== null) {
		const isMoment = value instanceof Date || (value as { isLuxonDateTime?: unknown }).isLuxonDateTime === true;
		const iso = isMoment ? isoOf(value) : undefined;
		if (iso !== undefined) return iso === null ? { problem: 'is an invalid date' } : { value: iso };
		return { problem: `must be text, but is ${shown(value)}`, advice: 'Pick one value of it, or turn it into text with JSON.stringify().' };
	}
	if (typeof value === 'function' || typeof value === 'symbol') return { problem: `must be text, but is a ${typeof value}` };
	const text = String(value);
	if (NO_VALUE.test(trimmed(text)))
		return { problem: `is ${shown(text)}, which stands for no value`, advice: 'Correct it where it comes from, or leave it empty.' };
	if (HALF_CHARACTER.test(text))
		return { problem: 'has half of a character, as text that was cut in the middle of an emoji', advice: 'Cut it elsewhere.' };
	return { value: text };
}

/** Reads text without the blanks around it. */
export function readWord(value: unknown): Reading<string> {
	const read = readText(value);
	return 'problem' in read ? read : { value: read.value === undefined ? undefined : trimmed(read.value) };
}
