import { wait } from './wait';

/** Time as what waits sees it. */
export interface Clock {
	/** Milliseconds since some moment; never less than before. */
	now(): number;
	wait(milliseconds: number): Promise<void>;
	/** The share of time that this process worked since it was last asked, from 0 to 1. */
	busy(): number;
}

/** This computer's time. If its clock is set back, time stands still for that moment. */
export function createClock(): Clock {
	let seen = Date.now();
	let elapsed = 0;
	let used = performance.eventLoopUtilization();
	return {
		now() {
			const at = Date.now();
			elapsed += Math.max(0, at - seen);
			seen = at;
			return elapsed;
		},
		wait: async (milliseconds) => await wait(milliseconds),
		busy() {
			const now = performance.eventLoopUtilization();
			const { utilization } = performance.eventLoopUtilization(now, used);
			used = now;
			return utilization;
		},
	};
}
