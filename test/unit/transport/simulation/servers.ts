import type { VirtualTime } from './time';

/** What a server decided about a request: how long its answer takes, and whether it is a refusal. */
export interface Decision {
	milliseconds: number;
	refused?: boolean;
	/** Retry-After, in milliseconds. */
	asked?: number;
}

/** A server as its clients see it. */
export interface Server {
	/** Requests that came, were refused, and were in flight at most. */
	requests: number;
	refusals: number;
	most: number;
	send(answer: (decision: Decision) => void): void;
}

/** Decides about a request by the time and what is in flight, itself included. */
export type Rule = (now: number, inFlight: number) => Decision;

/**
 * A server that decides by what is in flight, the request itself included, and the time.
 *
 * @param onItsWay milliseconds until an answer that has left the server is read
 */
export function serverOf(time: VirtualTime, rule: Rule, onItsWay = () => 0): Server {
	let inFlight = 0;
	const server: Server = {
		requests: 0,
		refusals: 0,
		most: 0,
		send(answer) {
			server.requests++;
			inFlight++;
			server.most = Math.max(server.most, inFlight);
			const decision = rule(time.now(), inFlight);
			if (decision.refused) {
				server.refusals++;
				// A refusal takes no place.
				inFlight--;
			}
			time.in(decision.milliseconds, () => {
				if (!decision.refused) inFlight--;
				time.in(onItsWay(), () => answer(decision));
			});
		},
	};
	return server;
}

/** Around `milliseconds`, a fifth more or less. */
export const noisy = (milliseconds: number, random: () => number): number => milliseconds * (0.8 + 0.4 * random());

const REFUSAL_MS = 5;

/** Refuses what is more than `limit` in flight, at once or as late as it answers. */
export const inFlightLimit =
	(limit: (now: number) => number, latency: () => number, isLate = false, asked?: number): Rule =>
	(now, inFlight) =>
		inFlight > limit(now) ? { milliseconds: isLate ? latency() : REFUSAL_MS, refused: true, asked } : { milliseconds: latency() };

/** Counts requests by the second or the minute of its clock, and refuses what is more. */
export function fixedPeriods(limit: number, period: number, latency: () => number, hasRetryAfter: boolean): Rule {
	const counts = new Map<number, number>();
	return (now) => {
		// Begun in the middle of a period, as it is.
		const index = Math.floor((now + period / 2) / period);
		const count = (counts.get(index) ?? 0) + 1;
		if (count > limit) {
			const left = (index + 1) * period - (now + period / 2);
			return { milliseconds: REFUSAL_MS, refused: true, asked: hasRetryAfter ? Math.ceil(left / 1_000) * 1_000 : undefined };
		}
		counts.set(index, count);
		return { milliseconds: latency() };
	};
}

/** A bucket that is filled with so many tokens a period, and holds as many. */
export function tokenBucket(limit: number, period: number, latency: () => number, hasRetryAfter: boolean): Rule {
	let tokens = limit;
	let filled = 0;
	return (now) => {
		tokens = Math.min(limit, tokens + ((now - filled) * limit) / period);
		filled = now;
		if (tokens < 1) return { milliseconds: REFUSAL_MS, refused: true, asked: hasRetryAfter ? 1_000 : undefined };
		tokens--;
		return { milliseconds: latency() };
	};
}

/** Works on `places` requests at a time: what is more makes all slower. */
export const slowsDown =
	(places: number, latency: () => number): Rule =>
	(_now, inFlight) => ({ milliseconds: latency() * Math.max(1, inFlight / places) });
