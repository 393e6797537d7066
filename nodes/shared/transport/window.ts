import { createLatencies } from './latency';
import type { Limits, Start } from './limits';
import { createLimits } from './limits';

/** What is left of the window after a round of slow answers: while it doubled, half of it was too much, later less. */
const LEFT_WHEN_SLOW = { doubling: 0.5, careful: 0.8 };
/** Above this share of its time the processor is what answers wait for, not the server. */
const BUSY = 0.9;

/**
 * How much one may ask of a server at once, learned from its answers. All times are milliseconds of one clock that
 * never goes back, and nothing here has an effect.
 */
export interface Window extends Omit<Limits, 'inFlight' | 'isClosed' | 'good'> {
	/** Requests that may be in flight. */
	size(): number;
	/** @param isFull whether more would have been sent, had the window been larger
	 * @param busy the share of time that the processor worked since it was last asked, from 0 to 1 */
	good(start: Start, now: number, isFull: boolean, busy: () => number): void;
}

/**
 * Starts at `start` requests in flight and never passes `largest`.
 *
 * The window grows by one with every good answer, doubling in the time of one, while answers are as fast as before.
 * It gives way when they slow down, and keeps to the limits that were learned from what was refused.
 */
export function createWindow(start: number, largest: number): Window {
	const least = Math.min(start, largest);
	const latencies = createLatencies();
	const limits = createLimits();
	/** Requests in flight that answers have allowed. */
	let reach = least;
	/** Whether answers have slowed down before: then it grows by one with a whole window of them. */
	let isCareful = false;
	let slowAt = -Infinity;

	const height = () => Math.min(largest, limits.inFlight());
	const keepBelow = () => (reach = Math.min(reach, height()));

	const giveWay = (kind: string, now: number) => {
		latencies.restart();
		slowAt = now;
		// With so few in flight it is not they that make the server slow: so it is now.
		if (reach <= least) latencies.accept(kind);
		const left = isCareful ? LEFT_WHEN_SLOW.careful : LEFT_WHEN_SLOW.doubling;
		isCareful = reach > least;
		reach = Math.max(least, reach * left);
	};

	return {
		size: () => (limits.isClosed() ? 1 : Math.max(1, Math.floor(Math.min(reach, height())))),
		rate: limits.rate,
		started: limits.started,
		good(begun, now, isFull, busy) {
			limits.good(begun, now);
			const { at, kind } = begun;
			const speed = at < slowAt ? undefined : latencies.note(kind, now - at);
			// What waits for this process says nothing about the server, and no less in flight would make it faster.
			if (speed && busy() <= BUSY && speed === 'slow') giveWay(kind, now);
			if (!isFull || latencies.speedOf(kind) !== 'as before') return;
			reach = Math.min(height(), reach + (isCareful ? 1 / reach : 1));
		},
		unavailable(begun, now, asked) {
			limits.unavailable(begun, now, asked);
			keepBelow();
		},
		refused(begun, now, asked) {
			const pause = limits.refused(begun, now, asked);
			keepBelow();
			return pause;
		},
	};
}
