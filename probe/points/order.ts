import type { Settled } from './point';

export const ASCENDING = 'oldest first';
export const DESCENDING = 'newest first';

/** @param times in milliseconds, in the order in which they came */
export function orderOf(times: Array<number | undefined>): Settled {
	const known = times.filter((time) => time !== undefined);
	const [first, last] = [known[0], known.at(-1)];
	if (first === undefined || last === undefined || first === last) return { open: 'there are not two of different age' };
	const isSorted = (sign: number) => known.every((time, at) => at === 0 || sign * (time - (known[at - 1] ?? time)) >= 0);
	if (isSorted(1)) return { side: ASCENDING };
	return { side: isSorted(-1) ? DESCENDING : 'neither' };
}

/** A date in milliseconds, undefined if it is none. */
export function millisecondsOf(value: unknown): number | undefined {
	const time = Date.parse(String(value));
	return Number.isNaN(time) ? undefined : time;
}
