/** What several runs of the same thing gave. */
export interface Figure {
	median: number;
	min: number;
	max: number;
	runs: number[];
}

const sortedOf = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** The value below which a share of the others lies; `share` from 0 to 1. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = sortedOf(values);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Median, least and largest of several runs; all NaN of none. */
export function figure(runs: readonly number[]): Figure {
	const sorted = sortedOf(runs);
	const middle = Math.floor(sorted.length / 2);
	const high = sorted[middle] ?? Number.NaN;
	const low = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? Number.NaN) : high;
	return { median: (low + high) / 2, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN, runs: [...runs] };
}

/**
 * How two things that took turns compare: the geometric mean of what each run of the one was to the other's run
 * beside it, so that a machine whose speed changes meanwhile changes neither.
 */
export function ratioInTurn(ours: readonly number[], theirs: readonly number[]): number {
	const logarithms = ours.map((value, index) => Math.log(value / (theirs[index] ?? Number.NaN)));
	return Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length);
}
