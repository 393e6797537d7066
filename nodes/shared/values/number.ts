import { trimmed } from '../trimmed';
import type { Reading } from './reader';
import { shown } from './reader';

/** Which numbers a field takes. */
export interface Range {
	least?: number;
	most?: number;
	whole?: boolean;
}

/** Text that is a number as JSON writes one, with nothing but blanks around it. */
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number that a value is, whether it comes as one or as text; undefined if it is none. */
function numberIn(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'bigint') return Number(value);
	if (typeof value !== 'string' || !NUMBER.test(trimmed(value))) return undefined;
	const number = Number(trimmed(value));
	const isTooSmall = number === 0 && /^[^e]*[1-9]/i.test(trimmed(value));
	return Number.isFinite(number) && !isTooSmall ? number : undefined;
}

function rangeOf({ least, most }: Range): string {
	if (least === undefined) return most === undefined ? '' : `, ${most} or less`;
	return most === undefined ? `, ${least} or more` : `, from ${least} to ${most}`;
}

/** Reads a number within a range. A whole one that is too long to be exact is refused. */
export function readNumber(value: unknown, range: Range = {}): Reading<number> {
	const number = numberIn(value);
	const { least = -Infinity, most = Infinity, whole = false } = range;
	const isExact = number !== undefined && (!Number.isInteger(number) || Number.isSafeInteger(number));
	if (number !== undefined && isExact && number >= least && number <= most && (!whole || Number.isInteger(number)))
		return { value: number };
	return { problem: `must be a${whole ? ' whole' : ''} number${rangeOf(range)}, but is ${shown(value)}` };
}
