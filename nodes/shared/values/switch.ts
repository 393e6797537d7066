import { trimmed } from '../trimmed';
import type { Reading } from './reader';
import { shown } from './reader';

const WORDS = new Map<unknown, boolean>([
	[true, true],
	[false, false],
	[1, true],
	[0, false],
	['true', true],
	['false', false],
	['1', true],
	['0', false],
	['yes', true],
	['no', false],
]);

/** A switch as the form, an expression or a sheet gives it: on, off, or undefined if it is neither. */
export const switchIn = (value: unknown): boolean | undefined =>
	WORDS.get(typeof value === 'string' ? trimmed(value).toLowerCase() : value);

/** Reads true or false, also as text, as 1 or 0, and as yes or no. */
export function readSwitch(value: unknown): Reading<boolean> {
	const read = switchIn(value);
	return read === undefined ? { problem: `must be true or false, but is ${shown(value)}` } : { value: read };
}
