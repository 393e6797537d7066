import type { Ceilings, Start } from './ceilings';
import { createCeilings } from './ceilings';
import { createLatencies } from './latency';

/** What is left of the limit after a round of slow answers: while it doubled, half of it was too much, later less. */
const LEFT_WHEN_SLOW = { doubling: 0.5, careful: 0.8 };
/** Above this share of its time the processor is what answers wait for, not the server. */
const BUSY = 0.9;

/**
 * How much one may ask of a server at once, learned from its answers. All times are milliseconds of one clock that
 * never goes back, and nothing here has an effect.
 */
export interface ConcurrencyLimit extends Omit<Ceilings, 'inFlight' | 'isClosed' | 'good'> {
	/**
	 * Requests that may be in flight.
	 *
	 * @param waiting requests that wait for a place
	 */
	current(waiting?: number): number;
	/**
	 * @param isFull whether more would have been sent, had the limit been higher
	 * @param busy the share of time that the processor worked since it was last asked, from 0 to 1
	 */
	good(start: Start, now: number, isFull: boolean, busy: () => number): void;
}

/**
 * Starts at `start` requests in flight and never passes `highest`.
 *
 * The limit grows by one with every good answer, doubling in the time of one, while answers are as fast as before.
 * It gives way when they slow down, and keeps to the ceilings that were learned from what was refused.
 */
export function createConcurrencyLimit(start: number, highest: number): ConcurrencyLimit {
	const least = Math.min(start, highest);
	const latencies = createLatencies();
	const ceilings = createCeilings();
	/** Requests in flight that answers have allowed. */
	let reach = least;
	/** Whether answers have slowed down before: then it grows by one with as many of them as are in flight. */
	let isCareful = false;
	let slowAt = -Infinity;

	const height = (waiting?: number) => Math.min(highest, ceilings.inFlight(waiting));
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
		current: (waiting) => (ceilings.isClosed() ? 1 : Math.max(1, Math.floor(Math.min(reach, height(waiting))))),
		rate: ceilings.rate,
		started: ceilings.started,
		good(begun, now, isFull, busy) {
			ceilings.good(begun, now);
			const { at, kind } = begun;
			const speed = at < slowAt ? undefined : latencies.note(kind, now - at);
			// What waits for this process says nothing about the server, and no less in flight would make it faster.
			if (speed && busy() <= BUSY && speed === 'slow') giveWay(kind, now);
			if (!isFull || latencies.speedOf(kind) !== 'as before') return;
			reach = Math.min(height(), reach + (isCareful ? 1 / reach : 1));
		},
		unavailable(begun, now, asked) {
			ceilings.unavailable(begun, now, asked);
			keepBelow();
		},
		refused(begun, now, asked) {
			const pause = ceilings.refused(begun, now, asked);
			keepBelow();
			return pause;
		},
	};
}
