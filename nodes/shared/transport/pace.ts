/** How much faster requests may leave than if as many as the limit allows were always in flight, at the latency that was seen. */
const HEADROOM = 1.2;
/** Milliseconds between two starts at most, if no rate asks for more: longer than what the processor has to do for one. */
const LONGEST_GAP = 10;
/** Requests that may leave together: enough to be worth the processor's waking up, few enough to be worked through quickly. */
const GROUP = 4;
/** Milliseconds by which starts that a late timer held up may be made up for. */
const LEEWAY = 20;

/** When the next request may leave. All times are milliseconds of one clock that never goes back. */
export interface Pace {
	/** Milliseconds to wait before a request may leave. */
	delay(now: number, inFlight: number, limit: number, rate: number): number;
	/** Notes that a request leaves, after what `delay` asked for. */
	left(now: number, inFlight: number, limit: number, rate: number): void;
	/** Notes how long a good answer took. */
	answered(milliseconds: number): void;
}

/**
 * Spreads the starts over the time an answer takes, as QUIC paces its packets
 * (https://www.rfc-editor.org/rfc/rfc9002#section-7.7): what leaves at once comes back at once, and n8n, which opens a
 * connection for each request, then works through all of them step by step while nothing is in flight. If a server takes
 * so many requests a second, they leave no faster than that.
 */
export function createPace(): Pace {
	/** Milliseconds a good answer takes; it falls at once and rises slowly, so that one slow answer slows nothing down. */
	let latency = 0;
	let nextStart = 0;
	let nextByRate = 0;
	const gapOf = (limit: number) => Math.min(latency / (HEADROOM * limit), LONGEST_GAP);
	/** By how much the next start would be early: if nothing is in flight, it is not. */
	const earlyBy = (now: number, inFlight: number) => (inFlight === 0 ? 0 : Math.max(0, nextStart - now));
	return {
		delay(now, inFlight, limit, rate) {
			const early = earlyBy(now, inFlight);
			const spread = early > (GROUP - 1) * gapOf(limit) ? early : 0;
			return Math.max(spread, rate === Infinity ? 0 : nextByRate - now);
		},
		left(now, inFlight, limit, rate) {
			nextStart = now + earlyBy(now, inFlight) + gapOf(limit);
			nextByRate = Math.max(nextByRate, now - LEEWAY) + 1_000 / rate;
		},
		answered(milliseconds) {
			latency = latency === 0 ? milliseconds : Math.min(milliseconds, latency + (milliseconds - latency) / 8);
		},
	};
}
