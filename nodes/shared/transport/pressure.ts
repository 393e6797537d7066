import { wait } from './wait';

/** How the server took a request: `refused` means 429 or 503, `failed` anything else that is no answer. */
export type Verdict = 'good' | 'refused' | 'failed';

/** The right to have one request in flight. It must be released exactly once. */
export interface Permit {
	release(verdict: Verdict): void;
}

/** The requests in flight to one API key: a window that grows while answers are good and halves when the server refuses. */
export interface Pressure {
	/** Waits for a place in the window, first come first served. Rejects with the signal's reason when it aborts. */
	acquire(signal?: AbortSignal): Promise<Permit>;
	/** Starts nothing new for so many milliseconds, as a Retry-After asks. */
	pause(milliseconds: number): void;
	/** Requests that may be in flight now. */
	readonly window: number;
	readonly inFlight: number;
}

interface Waiter {
	signal: AbortSignal | undefined;
	start(): void;
	cancel(): void;
}

export const START_WINDOW = 5;
export const LARGEST_WINDOW = 20;
/** How much faster requests may leave than a full window would at the latency that was seen. */
const HEADROOM = 1.2;
/** Milliseconds between two starts at most: longer than what the processor has to do for one. */
const LONGEST_GAP = 10;
/** Requests that may leave together: enough to be worth the processor's waking up, few enough to be worked through quickly. */
const GROUP = 4;

/**
 * A window of requests in flight that starts at `start` and never passes `largest`.
 * It grows by one with every good answer until the first refusal, then by one with every window
 * of good answers; a burst of refusals halves it once (the way TCP avoids congestion).
 * The starts are spread over the time an answer takes (as TCP paces its segments): what leaves at once
 * comes back at once, and n8n, which opens a connection for each request, then works through all of them
 * step by step while nothing is in flight.
 */
export function createPressure(start = START_WINDOW, largest = LARGEST_WINDOW): Pressure {
	let window = Math.min(start, largest);
	let threshold = largest;
	let growth = 0;
	let inFlight = 0;
	let burst = 0;
	let pausedUntil = 0;
	let pausedFor = 0;
	/** When the next request may leave, in milliseconds since 1970. */
	let nextStart = 0;
	/** Milliseconds a good answer takes; it falls at once and rises slowly, so that one slow answer slows nothing down. */
	let latency = 0;
	let waking = false;
	let queue: Waiter[] = [];
	const watched = new WeakSet<AbortSignal>();

	/** One listener for all that wait with the same signal: a thousand would each be compared with all others. */
	const watch = (signal: AbortSignal | undefined) => {
		if (!signal || watched.has(signal)) return;
		watched.add(signal);
		signal.addEventListener(
			'abort',
			() => {
				const cancelled = queue.filter((waiter) => waiter.signal === signal);
				queue = queue.filter((waiter) => waiter.signal !== signal);
				for (const waiter of cancelled) waiter.cancel();
			},
			{ once: true },
		);
	};

	const grow = () => {
		growth += window < threshold ? 1 : 1 / window;
		if (growth < 1) return;
		window = Math.min(largest, window + 1);
		growth = 0;
	};

	const shrink = () => {
		threshold = Math.max(1, Math.floor(window / 2));
		window = threshold;
		growth = 0;
		burst++;
	};

	const noteLatency = (milliseconds: number) => {
		latency = latency === 0 ? milliseconds : Math.min(milliseconds, latency + (milliseconds - latency) / 8);
	};

	const startWaiting = () => {
		while (inFlight < window && queue.length > 0) {
			const now = Date.now();
			// A clock that was set back must not lengthen the pause.
			pausedUntil = Math.min(pausedUntil, now + pausedFor);
			const gap = Math.min(latency / (HEADROOM * window), LONGEST_GAP);
			// By how much the next start would be early: where nothing is in flight, or the clock was set back, it is not.
			const due = nextStart - now;
			const early = inFlight === 0 || due > GROUP * LONGEST_GAP ? 0 : Math.max(0, due);
			const pause = Math.max(pausedUntil - now, early > (GROUP - 1) * gap ? early : 0);
			if (pause > 0) {
				if (waking) return;
				waking = true;
				void wait(pause).then(() => {
					waking = false;
					startWaiting();
				});
				return;
			}
			nextStart = now + early + gap;
			queue.shift()?.start();
		}
	};

	const permit = (): Permit => {
		const startedIn = burst;
		const startedFull = inFlight >= window;
		const begun = Date.now();
		let released = false;
		return {
			release(verdict) {
				if (released) return;
				released = true;
				if (verdict === 'good') noteLatency(Math.max(0, Date.now() - begun));
				// An answer to a window that was not full says nothing about a larger one.
				if (verdict === 'good' && (startedFull || queue.length > 0)) grow();
				if (verdict === 'refused' && startedIn === burst) shrink();
				inFlight--;
				startWaiting();
			},
		};
	};

	return {
		acquire: async (signal) =>
			await new Promise<Permit>((resolve, reject) => {
				if (signal?.aborted) return reject(signal.reason);
				watch(signal);
				queue.push({
					signal,
					start() {
						inFlight++;
						resolve(permit());
					},
					cancel: () => reject(signal?.reason),
				});
				startWaiting();
			}),
		pause(milliseconds) {
			const until = Date.now() + milliseconds;
			if (until > pausedUntil) [pausedUntil, pausedFor] = [until, milliseconds];
		},
		get window() {
			return window;
		},
		get inFlight() {
			return inFlight;
		},
	};
}

const byKey = new Map<string, Pressure>();

/** A window of its own beside the key's, narrower, for requests that name it. */
export interface Lane {
	name: string;
	largest: number;
}

/**
 * The pressure that everything in this process shares for one API key.
 * A `lane` has a smaller window of its own: Nex's backend has been seen to break when context is
 * added 15 at a time, and to hold at 5 (API facts, section 4.3).
 */
export function pressureFor(baseUrl: string, apiKey: string, lane?: Lane): Pressure {
	const key = JSON.stringify([baseUrl, apiKey, lane?.name]);
	let pressure = byKey.get(key);
	if (!pressure) {
		pressure = createPressure(START_WINDOW, lane?.largest);
		byKey.set(key, pressure);
	}
	return pressure;
}
