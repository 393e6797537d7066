import type { Ceiling } from './ceiling';
import { heightOf, LEFT, lowered } from './ceiling';
import { createLatencies } from './latency';

/** What is left of the window after a round of slow answers: while it doubled, half of it was too much, later less. */
const LEFT_WHEN_SLOW = { doubling: 0.5, careful: 0.8 };
/** Milliseconds without a request that count as use: what was learned is not forgotten while nothing is asked. */
const LONGEST_IDLE = 1_000;
/** Milliseconds of the first pause after a server that refuses all, and of the longest: each is twice the one before. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 3_000;
/** Above this share of its time the processor is what answers wait for, not the server. */
const BUSY = 0.9;

/** A request as it left. */
export interface Start {
	readonly at: number;
	/** Requests in flight, with this one. */
	readonly inFlight: number;
	/** Refusals that the window had given way to before. */
	readonly refusals: number;
	readonly kind: string;
}

/**
 * How much one may ask of a server at once, learned from its answers. All times are milliseconds of one clock that
 * never goes back, and nothing here has an effect.
 *
 * The window grows by one with every good answer, doubling in the time of one, while answers are as fast as before.
 * It gives way when they slow down. What is refused makes a ceiling: of the requests in flight if more were in flight
 * than the server was known to take, and of the requests a second too if not, because then it counts something else.
 */
export interface Window {
	/** Requests that may be in flight. */
	size(): number;
	/** Requests that may leave in a second. */
	rate(): number;
	started(now: number, inFlight: number, kind: string): Start;
	/** @param isFull whether more would have been sent, had the window been larger
	 * @param busy the share of time that the processor worked since the last answer, from 0 to 1 */
	good(start: Start, now: number, isFull: boolean, busy: () => number): void;
	/** @param asked the pause that the server asked for
	 * @returns the milliseconds in which nothing more should be sent */
	refused(start: Start, now: number, asked?: number): number;
}

/** Starts at `start` requests in flight and never passes `largest`. */
export function createWindow(start: number, largest: number): Window {
	const least = Math.min(start, largest);
	const latencies = createLatencies();
	let reach = least;
	let inFlightCeiling: Ceiling | undefined;
	let rateCeiling: Ceiling | undefined;
	/** Times at which requests of the last second left that were not refused. */
	let starts: number[] = [];
	let refusals = 0;
	/** Refusals since the last good answer. */
	let inARow = 0;
	let isCareful = false;
	let slowAt = -Infinity;
	let used = 0;
	let last: number | undefined;

	const use = (now: number) => {
		used += Math.min(LONGEST_IDLE, Math.max(0, now - (last ?? now)));
		last = now;
	};

	const height = () => Math.max(1, Math.min(largest, heightOf(inFlightCeiling, used)));

	const giveWay = (kind: string, now: number) => {
		latencies.restart();
		slowAt = now;
		// With so few in flight it is not they that make the server slow: so it is now.
		if (reach <= least) latencies.accept(kind);
		const left = isCareful ? LEFT_WHEN_SLOW.careful : LEFT_WHEN_SLOW.doubling;
		isCareful = reach > least;
		reach = Math.max(least, reach * left);
	};

	const lowerRate = (at: number, asked: number) => {
		const passed = starts.filter((time) => time > at - 1_000 && time < at).length;
		const before = rateCeiling;
		const isTry = before && heightOf(before, used) > before.known * 1.02;
		const known = !before ? passed : isTry ? before.known : Math.max(passed, LEFT * before.known);
		rateCeiling = lowered(before, Math.max(1, known), Math.max(1, known), used, asked);
		return before !== undefined && passed >= 0.9 * before.known;
	};

	const lowerInFlight = (inFlight: number, asked: number) => {
		const before = inFlightCeiling?.known ?? Infinity;
		const from = Math.max(1, inFlight * LEFT);
		// Who comes back to less than before makes room for others (RFC 9438, section 4.7).
		const known = inFlight < before ? (inFlight * (1 + LEFT)) / 2 : inFlight;
		inFlightCeiling = lowered(inFlightCeiling, known, from, used, asked);
	};

	return {
		size: () => (inARow > 1 ? 1 : Math.max(1, Math.floor(Math.min(reach, height())))),
		rate: () => heightOf(rateCeiling, used),
		started(now, inFlight, kind) {
			use(now);
			starts.push(now);
			if ((starts[0] ?? now) < now - 2_000) starts = starts.filter((time) => time > now - 1_000);
			return { at: now, inFlight, refusals, kind };
		},
		good({ at, refusals: known, kind }, now, isFull, busy) {
			use(now);
			if (known === refusals) inARow = 0;
			const speed = at < slowAt ? undefined : latencies.note(kind, now - at);
			// What waits for this process says nothing about the server, and no less in flight would make it faster.
			if (speed && busy() <= BUSY && speed === 'slow') giveWay(kind, now);
			if (!isFull || latencies.speedOf(kind) !== 'as before') return;
			reach = Math.min(height(), reach + (isCareful ? 1 / reach : 1));
		},
		refused({ at, inFlight, refusals: known }, now, asked = 0) {
			use(now);
			const index = starts.lastIndexOf(at);
			if (index >= 0) starts.splice(index, 1);
			const most = Math.max(1, inFlight - 1);
			const ceiling = inFlightCeiling;
			if (known !== refusals) {
				// Of a burst whose first answer was heeded: it may say more exactly from where on it was too much.
				if (inARow === 1 && ceiling && ceiling.from === ceiling.known && most < ceiling.known)
					inFlightCeiling = { ...ceiling, known: most, from: most };
				reach = Math.min(reach, height());
				return 0;
			}
			refusals++;
			inARow++;
			if (inARow > 2) return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (inARow - 2));
			if (!ceiling || inFlight > ceiling.known) inFlightCeiling = lowered(ceiling, most, most, used, asked);
			else {
				const isByRate = lowerRate(at, asked);
				// So few in flight may have been no trouble: what is refused may be their number in a time.
				if (!isByRate) lowerInFlight(Math.max(inFlight, LEFT * ceiling.known), asked);
			}
			reach = Math.min(reach, height());
			return inARow === 2 ? FIRST_PAUSE : 0;
		},
	};
}
