import { wait } from '../../shared/transport/wait';

/** The longest Retry-After that is obeyed, in milliseconds. */
export const LONGEST_PAUSE = 60 * 60_000;

/** Waits so many milliseconds, or until the signal aborts. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
	await wait(milliseconds, signal).catch(() => undefined);

/** Does something again and again, so many milliseconds after the last time, until the signal aborts. */
export async function every(milliseconds: number, signal: AbortSignal, act: () => Promise<void> | void): Promise<void> {
	for (;;) {
		await pause(milliseconds, signal);
		if (signal.aborted) return;
		await act();
	}
}

/** Milliseconds: the first wait is at most this long. */
const FIRST = 1_000;
const LONGEST = 30_000;
const MINUTE = 60_000;

export type BackOff = ReturnType<typeof createBackOff>;

/**
 * Exponential back-off with full jitter, from 1 to 30 seconds. Where try after try is refused, any
 * three waits in a row are a minute or more, and none is longer than 30 seconds, so a broken server
 * gets at most three tries a minute and one that has come back is found within 30 seconds.
 * All times are in milliseconds.
 */
export function createBackOff() {
	let failures = 0;
	let last = MINUTE;
	let beforeLast = MINUTE;
	return {
		/**
		 * The wait after a failure.
		 *
		 * @param refused the server gave no answer to use: such tries stay at three a minute
		 * @param atLeast what the server asks for
		 */
		next(refused: boolean, atLeast = 0): number {
			const ceiling = Math.min(LONGEST, FIRST * 2 ** failures);
			failures++;
			const jitter = Math.random() * ceiling;
			// The wait after this one may be 30 seconds at most, so this one and the last must leave it no more than that.
			const floor = refused ? Math.max(MINUTE - last - beforeLast, LONGEST - last, 0) : 0;
			const milliseconds = Math.max(jitter, Math.min(floor, LONGEST), atLeast);
			beforeLast = last;
			last = refused ? milliseconds : MINUTE;
			return milliseconds;
		},
		/** Whatever happened before is forgotten: the server has been well for a minute. */
		reset(): void {
			failures = 0;
			last = beforeLast = MINUTE;
		},
	};
}
