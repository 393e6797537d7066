/** When requests left that were not refused: what a server took in the last second. All times are milliseconds of one clock. */
export interface Starts {
	add(now: number): void;
	/** Takes one out that was refused. */
	remove(at: number): void;
	/** How many left in the second before. */
	before(at: number): number;
}

const SECOND = 1_000;

/** Remembers two seconds at most. */
export function createStarts(): Starts {
	let times: number[] = [];
	return {
		add(now) {
			times.push(now);
			if ((times[0] ?? now) < now - 2 * SECOND) times = times.filter((time) => time > now - SECOND);
		},
		remove(at) {
			const index = times.lastIndexOf(at);
			if (index >= 0) times.splice(index, 1);
		},
		before: (at) => times.filter((time) => time > at - SECOND && time < at).length,
	};
}
