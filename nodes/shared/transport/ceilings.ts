import type { Ceiling } from './ceiling';
import { heightOf, LEFT, lowered } from './ceiling';
import { createStarts } from './starts';

/** Milliseconds without a request that count as use: what was learned is not forgotten while nothing is asked. */
const LONGEST_IDLE = 1_000;
/** Milliseconds of the first pause after a server that refuses all, and of the longest: each is twice the one before. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 3_000;

/**
 * The part of what a server takes at once that may be answers on their way: it no longer counts them when one still does, so
 * that it may take one more at one moment and one less at the next.
 */
const ON_THEIR_WAY = 0.1;
/** A rate is not what was refused if so much more than it was taken: then it was their number at once. */
const REFUTED = 1.25;
/** Requests that wait, for each that the server takes at once, so that what is refused comes again before the others are done. */
const WAIT_FOR_A_TRY = 4;
/** Milliseconds for which a try is put off if fewer wait: for them it may take longer than it gains. */
const PUT_OFF = 4_000;

/** A request as it left. */
export interface Start {
	readonly at: number;
	/** Requests in flight, with this one. */
	readonly inFlight: number;
	/** Refusals that were given way to before. */
	readonly refusals: number;
	readonly kind: string;
}

/**
 * What a server turned out to take, by what it refused: so many requests at once, or so many a second. All times are
 * milliseconds of one clock that never goes back, and nothing here has an effect.
 */
export interface Ceilings {
	/**
	 * Requests that may be in flight, once the server takes any.
	 *
	 * @param waiting requests that wait for a place
	 */
	inFlight(waiting?: number): number;
	/** Whether it refuses all, so that one at a time should try. */
	isClosed(): boolean;
	/** Requests that may leave in a second. */
	rate(): number;
	started(now: number, inFlight: number, kind: string): Start;
	good(start: Start, now: number): void;
	/**
	 * For a server that has too much to do, not one that counts: it may be about one record alone, so the others need not wait.
	 *
	 * @param asked the pause that the server asked for
	 */
	unavailable(start: Start, now: number, asked?: number): void;
	/**
	 * @param asked the pause that the server asked for
	 * @returns the milliseconds in which nothing more should be sent
	 */
	refused(start: Start, now: number, asked?: number): number;
}

/** One less than was refused. */
const lessThan = (inFlight: number) => Math.max(1, inFlight - 1);

/** The same ceiling, of which is now known that it is lower. */
const narrowed = (ceiling: Ceiling | undefined, known: number): Ceiling | undefined => ceiling && { ...ceiling, known, from: known };

/** As much as may be tried at `used`. */
function triedNow(ceiling: Ceiling | undefined, used: number, waiting: number): number {
	const height = heightOf(ceiling, used);
	if (!ceiling || waiting > WAIT_FOR_A_TRY * ceiling.known) return height;
	return Math.min(height, Math.max(ceiling.known, heightOf(ceiling, used - PUT_OFF)));
}

/**
 * The rate after a refusal. What was refused without a try has changed, as if others share it, and may soon be more again: it is
 * learned anew, unless the server says when to come back.
 *
 * @param passed requests that left in the second before
 */
function rateAfter(before: Ceiling | undefined, passed: number, used: number, asked: number): Ceiling {
	const isTry = before && heightOf(before, used) > before.known * 1.02;
	const known = Math.max(1, !before ? passed : isTry ? before.known : Math.max(passed, LEFT * before.known));
	return lowered(isTry || asked > 0 ? before : undefined, known, known, used, asked);
}

/** What is left of the most in flight after a refusal of so many, which the server was known to take: learned anew as the rate is. */
function inFlightAfter(before: Ceiling | undefined, inFlight: number, untroubled: number, used: number, asked: number): Ceiling {
	// Who comes back to less than before makes room for others (https://www.rfc-editor.org/rfc/rfc9438#section-4.7).
	const known = before && inFlight >= untroubled ? Math.max(inFlight, before.known) : (inFlight * (1 + LEFT)) / 2;
	return lowered(asked > 0 ? before : undefined, known, Math.max(1, inFlight * LEFT), used, asked);
}

/**
 * If more were in flight than the server was known to take, their number was too much. It may still be if they were about as
 * many, for some answers may have been on their way. If they were fewer, it counts something else: then the rate counts too,
 * which is what it took in the last second. If it goes on refusing, it is asked by one request at a time, ever more rarely.
 */
export function createCeilings(): Ceilings {
	const starts = createStarts();
	let inFlightCeiling: Ceiling | undefined;
	let rateCeiling: Ceiling | undefined;
	/** So few in flight were no trouble when their ceiling was learned. */
	let untroubled = 0;
	let refusals = 0;
	/** Refusals since the last good answer. */
	let inARow = 0;
	/** Milliseconds in which requests were sent. */
	let used = 0;
	let last: number | undefined;

	const use = (now: number) => {
		used += Math.min(LONGEST_IDLE, Math.max(0, now - (last ?? now)));
		last = now;
	};

	/** @returns whether as many had left as the rate allows, so that it is the rate that was refused */
	const lowerRate = (at: number, asked: number): boolean => {
		const passed = starts.before(at);
		const before = rateCeiling;
		rateCeiling = rateAfter(before, passed, used, asked);
		return before !== undefined && passed >= 0.9 * before.known;
	};

	const lowerInFlight = (inFlight: number, asked: number) => {
		inFlightCeiling = inFlightAfter(inFlightCeiling, inFlight, untroubled, used, asked);
	};

	/** @returns whether more were in flight than the server was known to take */
	const isNewCeiling = (inFlight: number, asked: number): boolean => {
		if (inFlightCeiling && inFlight <= inFlightCeiling.known) return false;
		const most = lessThan(inFlight);
		inFlightCeiling = lowered(inFlightCeiling, most, most, used, asked);
		untroubled = Math.max(1, Math.min(most - 1, Math.floor(most * (1 - ON_THEIR_WAY))));
		return true;
	};

	const isRefuted = (rate: Ceiling) => heightOf(rate, used) >= REFUTED * rate.known;

	/** About as many as the server was seen to take: it may be their number, unless the server says when to come back. */
	const isInDoubt = (inFlight: number, asked: number) => asked === 0 && inFlight > untroubled && (!rateCeiling || isRefuted(rateCeiling));

	/** A little less, and soon about as many again. If as few are refused too, it was not their number. */
	const giveWay = (inFlight: number) => {
		inFlightCeiling = inFlightCeiling && { ...inFlightCeiling, known: lessThan(inFlight), from: untroubled, since: used };
		rateCeiling = undefined;
		inARow = 1;
	};

	/** Notes a refusal. Gives whether it is one to give way to, not one of a burst that was given way to already. */
	const isNews = ({ at, inFlight, refusals: known }: Start, now: number): boolean => {
		use(now);
		starts.remove(at);
		if (known === refusals) {
			refusals++;
			inARow++;
			return true;
		}
		const most = lessThan(inFlight);
		const ceiling = inFlightCeiling;
		// Of a burst whose first answer was heeded: it may say more exactly from where on it was too much.
		if (inARow === 1 && ceiling && ceiling.from === ceiling.known && most < ceiling.known) inFlightCeiling = narrowed(ceiling, most);
		return false;
	};

	return {
		inFlight: (waiting = Infinity) => Math.max(1, triedNow(inFlightCeiling, used, waiting)),
		isClosed: () => inARow > 1,
		rate: () => heightOf(rateCeiling, used),
		started(now, inFlight, kind) {
			use(now);
			starts.add(now);
			return { at: now, inFlight, refusals, kind };
		},
		good({ refusals: known }, now) {
			use(now);
			if (known === refusals) inARow = 0;
		},
		unavailable(start, now, asked = 0) {
			if (isNews(start, now) && !isNewCeiling(start.inFlight, asked)) lowerInFlight(start.inFlight, asked);
		},
		refused(start, now, asked = 0) {
			if (!isNews(start, now)) return 0;
			if (inARow > 2) return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (inARow - 2));
			const before = inFlightCeiling?.known ?? 0;
			// So few in flight may have been no trouble: what is refused may be their number in a time.
			if (!isNewCeiling(start.inFlight, asked)) {
				if (isInDoubt(start.inFlight, asked)) giveWay(start.inFlight);
				else if (!lowerRate(start.at, asked)) lowerInFlight(Math.max(start.inFlight, LEFT * before), asked);
			}
			return inARow === 2 ? FIRST_PAUSE : 0;
		},
	};
}
