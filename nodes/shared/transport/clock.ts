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
	const now = () => {
		const at = Date.now();
		elapsed += Math.max(0, at - seen);
		seen = at;
		return elapsed;
	};
	return {
		now,
		async wait(milliseconds) {
			const until = now() + milliseconds;
			await wait(milliseconds);
			// What was waited has passed, whatever the computer's clock says.
			elapsed = Math.max(now(), until);
		},
		busy() {
			const current = performance.eventLoopUtilization();
			const { utilization } = performance.eventLoopUtilization(current, used);
			used = current;
			return utilization;
		},
	};
}
