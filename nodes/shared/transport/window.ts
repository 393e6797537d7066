import type { Ceiling } from './ceiling';
import { heightOf, LEFT, lowered } from './ceiling';
import { createLatencies } from './latency';
import { createStarts } from './starts';

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
	/** For a server that has too much to do, not one that counts: it may be about one record alone, so the others need not wait.
	 * @param asked the pause that the server asked for */
	unavailable(start: Start, now: number, asked?: number): void;
	/** @param asked the pause that the server asked for
	 * @returns the milliseconds in which nothing more should be sent */
	refused(start: Start, now: number, asked?: number): number;
}

/** Starts at `start` requests in flight and never passes `largest`. */
export function createWindow(start: number, largest: number): Window {
	const least = Math.min(start, largest);
	const latencies = createLatencies();
	const starts = createStarts();
	let reach = least;
	let inFlightCeiling: Ceiling | undefined;
	let rateCeiling: Ceiling | undefined;
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
		const passed = starts.before(at);
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

	/** Notes a refusal. Gives whether it is one to give way to, not one of a burst that was given way to already. */
	const isNews = ({ at, inFlight, refusals: known }: Start, now: number): boolean => {
		use(now);
		starts.remove(at);
		const most = Math.max(1, inFlight - 1);
		if (known === refusals) {
			refusals++;
			inARow++;
			return true;
		}
		const ceiling = inFlightCeiling;
		// Of a burst whose first answer was heeded: it may say more exactly from where on it was too much.
		if (inARow === 1 && ceiling && ceiling.from === ceiling.known && most < ceiling.known)
			inFlightCeiling = { ...ceiling, known: most, from: most };
		reach = Math.min(reach, height());
		return false;
	};

	/** @returns whether more were in flight than the server was known to take */
	const isNewCeiling = (inFlight: number, asked: number): boolean => {
		if (inFlightCeiling && inFlight <= inFlightCeiling.known) return false;
		const most = Math.max(1, inFlight - 1);
		inFlightCeiling = lowered(inFlightCeiling, most, most, used, asked);
		return true;
	};

	return {
		size: () => (inARow > 1 ? 1 : Math.max(1, Math.floor(Math.min(reach, height())))),
		rate: () => heightOf(rateCeiling, used),
		started(now, inFlight, kind) {
			use(now);
			starts.add(now);
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
		unavailable(start, now, asked = 0) {
			if (!isNews(start, now)) return;
			if (!isNewCeiling(start.inFlight, asked)) lowerInFlight(start.inFlight, asked);
			reach = Math.min(reach, height());
		},
		refused(start, now, asked = 0) {
			if (!isNews(start, now)) return 0;
			if (inARow > 2) return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (inARow - 2));
			const before = inFlightCeiling?.known ?? 0;
			// So few in flight may have been no trouble: what is refused may be their number in a time.
			if (!isNewCeiling(start.inFlight, asked) && !lowerRate(start.at, asked))
				lowerInFlight(Math.max(start.inFlight, LEFT * before), asked);
			reach = Math.min(reach, height());
			return inARow === 2 ? FIRST_PAUSE : 0;
		},
	};
}
