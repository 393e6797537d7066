import { momentOf } from '../shared/moment';

const SECOND = 1_000;

export type ServerClock = ReturnType<typeof createServerClock>;

/**
 * The server's clock beside this machine's. Neither need be the one that dates events, so each is used if it errs on the safe
 * side. Times are in milliseconds since 1970.
 */
export function createServerClock() {
	/** How far the server's clock is ahead, in milliseconds. */
	let offset = 0;
	/** The time by the clock that is behind the other. @param time by this machine's clock; now if it is left out */
	const at = (time = Date.now()): number => time + Math.min(0, offset);
	return {
		/** Takes down what the `Date` header of an answer says. */
		onDate(date: unknown): void {
			const server = momentOf(date);
			// The header has whole seconds, and says the earliest it can be.
			if (server !== undefined) offset = server + SECOND - Date.now();
		},
		at,
		/** The time by the clock that is ahead of the other. */
		later: (): number => Date.now() + Math.max(0, offset),
		/** When something began that is over now: this machine's clock may have been set meanwhile. */
		beginningOf: (begun: number): number => Math.min(at(begun), at()),
	};
}
