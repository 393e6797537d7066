import type { Clock } from './clock';
import { createClock } from './clock';
import { createConcurrencyLimit } from './concurrencyLimit';
import { createPace } from './pace';
import type { Waiter } from './queue';
import { createQueue } from './queue';

/** How the server took a request: `refused` means 429, `unavailable` 503 or 529, `failed` anything else that is no answer. */
export type Verdict = 'good' | 'refused' | 'unavailable' | 'failed';

/** The right to have one request in flight. It must be released exactly once. */
export interface Permit {
	/** @param asked the milliseconds that the server asks to be left alone for */
	release(verdict: Verdict, asked?: number): void;
}

/** What is known of a request that waits for its place. */
interface Wish {
	signal?: AbortSignal;
	/** What it asks for, such as its method and path: answers are compared with those to the same kind. */
	kind?: string;
	/** It was refused before, and goes before those that have not left yet. */
	again?: boolean;
}

/** The requests in flight to one API key: their limit grows while answers are good and fast, and gives way when they are not. */
export interface Pressure {
	/** Waits for a place, first come first served. Rejects with the signal's reason when it aborts. */
	acquire(wish?: Wish): Promise<Permit>;
	/** Requests that may be in flight now. */
	readonly concurrencyLimit: number;
	readonly inFlight: number;
	/** Whether nothing is in flight and nothing waits. */
	readonly isIdle: boolean;
}

/** Requests in flight before anything is known of a server. */
export const START_LIMIT = 5;
/** Protects both sides, whatever a server takes. */
export const HIGHEST_CONCURRENCY_LIMIT = 64;

/** Requests wait in a queue, and leave as the limit (see concurrencyLimit.ts) and the pace (see pace.ts) allow. */
export function createPressure(start = START_LIMIT, highest = HIGHEST_CONCURRENCY_LIMIT, clock: Clock = createClock()): Pressure {
	const limit = createConcurrencyLimit(start, highest);
	const pace = createPace();
	const queue = createQueue();
	let inFlight = 0;
	let pausedUntil = 0;
	let waking = false;

	const startWaiting = () => {
		while (inFlight < limit.current(queue.length) && queue.length > 0) {
			const now = clock.now();
			const [most, rate] = [limit.current(), limit.rate()];
			const delay = Math.max(pausedUntil - now, pace.delay(now, inFlight, most, rate));
			if (delay > 0) {
				if (waking) return;
				waking = true;
				void clock.wait(delay).then(() => {
					waking = false;
					startWaiting();
				});
				return;
			}
			pace.left(now, inFlight, most, rate);
			queue.startFirst();
		}
	};

	const permit = (kind: string): Permit => {
		const startedFull = inFlight >= limit.current();
		const begun = limit.started(clock.now(), inFlight, kind);
		let released = false;
		return {
			release(verdict, asked = 0) {
				if (released) return;
				released = true;
				const now = clock.now();
				if (verdict === 'good') {
					pace.answered(now - begun.at);
					// An answer while fewer were in flight says nothing about a higher limit.
					limit.good(begun, now, startedFull || queue.length > 0, clock.busy);
				}
				if (verdict === 'unavailable') limit.unavailable(begun, now, asked);
				const pause = verdict === 'refused' ? limit.refused(begun, now, asked) : 0;
				if (verdict !== 'failed') pausedUntil = Math.max(pausedUntil, now + Math.max(asked, pause));
				inFlight--;
				startWaiting();
			},
		};
	};

	return {
		acquire: async (wish = {}) =>
			await new Promise<Permit>((resolve, reject) => {
				const { signal, kind = '', again = false } = wish;
				if (signal?.aborted) return reject(signal.reason);
				const waiter: Waiter = {
					signal,
					start() {
						inFlight++;
						resolve(permit(kind));
					},
					cancel: () => reject(signal?.reason),
				};
				queue.add(waiter, again);
				startWaiting();
			}),
		get concurrencyLimit() {
			return limit.current();
		},
		get inFlight() {
			return inFlight;
		},
		get isIdle() {
			return inFlight === 0 && queue.length === 0;
		},
	};
}
