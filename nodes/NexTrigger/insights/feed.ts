import type { Delivered, Delivery } from '../delivery';
import { encode } from '../memory';
import type { Identity, Memory } from '../memory';
import type { Insight } from './insight';
import { byTime } from './insight';

/** An insight that has come, by whichever way. */
export interface Arrival {
	insight: Insight;
	identity: Identity;
	/** Other triggers get the same object. */
	shared: boolean;
}

/** `live` is new by definition; `replay` is the stream's history on connecting; `rest` was asked for. */
export type Origin = 'live' | 'replay' | 'rest';

/** Milliseconds before the watermark that are read again, for insights that became visible late. */
export const OVERLAP = 5 * 60_000;

/** Insights kept while a gap is being closed. What does not fit is read over REST afterwards. */
const LONGEST_BUFFER = 500;

export interface FeedOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'regroup' | 'oldest' | 'started'>;
	matches: (insight: Insight) => boolean;
	/** Milliseconds since 1970 by the server's clock. */
	serverNow: () => number;
}

/** What one trigger makes of the insights that reach it: each once, oldest first, none missing. */
export interface Feed {
	/** A connection was opened: what comes now waits until the gap before it is closed. */
	onConnected(): void;
	/** Takes what has come. */
	accept(arrivals: Arrival[], origin: Origin): void;
	/** True while there is something to ask REST for and room to take it. */
	readonly wantsGap: boolean;
	/** Where REST has to start, in milliseconds; `undefined` where no time is known at all. */
	readonly gapStart: number | undefined;
	/** REST is being asked, from `gapStart` on. */
	onGapBegun(): void;
	/** Everything REST had since then has been handed over, and there was room for it. */
	onGapClosed(): void;
	/** Delivery has room again. */
	onDrained(): void;
	/** Insights were handed to n8n and are in its hands. */
	onConfirmed(events: Delivered[]): void;
	/** Something came that cannot be read: REST has to tell what it was. */
	onUnreadable(): void;
	/** Up to here nothing is missing, whatever happens to this process. */
	readonly watermark: number | undefined;
	/** Encoded identities of what is in flight, one text per execution. */
	readonly started: string[];
}

const isSame = (a: Identity, b: Identity) => (a.id !== undefined && b.id !== undefined ? a.id === b.id : a.fingerprint === b.fingerprint);

/** The feed of one trigger. It never holds more than a bounded number of insights: REST has them all. */
export function createFeed({ memory, delivery, matches, serverNow }: FeedOptions): Feed {
	/** What is with delivery and not yet confirmed. */
	const held = new Set<string>();
	/** Executions the process before this one had begun; their events go together again. */
	let interrupted = memory.unconfirmed.map((identities) => identities.map((identity) => ({ identity, event: undefined as Delivered | undefined })));
	let buffer: { arrival: Arrival; origin: Origin }[] = [];
	let caughtUp = false;
	let wantsGap = true;
	let full = false;
	/** The oldest time that was let go, for lack of room or because it could not be read. */
	let missedSince = Infinity;
	/** Something was let go after REST was asked. */
	let missedMeanwhile = false;

	const miss = (time: number | undefined) => {
		missedSince = Math.min(missedSince, time ?? memory.watermark ?? Infinity);
		missedMeanwhile = true;
		wantsGap = true;
	};

	const keysOf = ({ id, fingerprint }: Identity) => (id === undefined ? [`f${fingerprint}`, `n${fingerprint}`] : [`f${fingerprint}`, `i${id}`]);

	/** With an id it is the same only as its like, or as something that came without one. */
	const isHeld = ({ id, fingerprint }: Identity) => (id === undefined ? held.has(`f${fingerprint}`) : held.has(`i${id}`) || held.has(`n${fingerprint}`));

	const release = () => {
		for (const group of interrupted) {
			const events = group.flatMap(({ event }) => event ?? []);
			if (events.length > 0) delivery.regroup(events);
		}
		interrupted = [];
	};

	/** Puts an insight back where it was when the process before this one ended. */
	const rejoin = (event: Delivered): boolean => {
		const group = interrupted.find((one) => one.some(({ identity }) => isSame(identity, event.identity)));
		const member = group?.find(({ identity }) => isSame(identity, event.identity));
		if (!group || !member) return false;
		member.event ??= event;
		if (group.every(({ event: found }) => found)) {
			interrupted = interrupted.filter((one) => one !== group);
			delivery.regroup(group.flatMap(({ event: found }) => found ?? []));
		}
		return true;
	};

	const take = ({ insight, identity, shared }: Arrival, origin: Origin): void => {
		if (identity.id === undefined) memory.idless = true;
		if (memory.has(identity) || isHeld(identity)) return;
		const wasBegun = interrupted.some((group) => group.some((one) => isSame(one.identity, identity)));
		if (origin !== 'live' && !wasBegun && memory.isForgotten(identity)) return;
		if (!wasBegun && !matches(insight)) {
			memory.add(identity);
			memory.raise(identity.time, serverNow());
			return;
		}
		const event: Delivered = { identity, json: shared ? structuredClone(insight) : insight };
		if (wasBegun ? rejoin(event) : delivery.offer(event)) {
			for (const key of keysOf(identity)) held.add(key);
		} else {
			full = true;
			caughtUp = false;
			miss(identity.time);
		}
	};

	/** The stream says more of an insight than REST does, so where both have it the two are laid together. */
	const enrich = (arrival: Arrival): Arrival => {
		const streamed = buffer.find((waiting) => isSame(waiting.arrival.identity, arrival.identity));
		return streamed ? { ...arrival, insight: { ...arrival.insight, ...streamed.arrival.insight } } : arrival;
	};

	return {
		onConnected() {
			caughtUp = false;
			wantsGap = true;
			buffer = [];
		},
		accept(arrivals, origin) {
			for (const arrival of arrivals) {
				if (full) miss(arrival.identity.time);
				else if (origin === 'rest') take(enrich(arrival), origin);
				else if (caughtUp) take(arrival, origin);
				else if (buffer.length < LONGEST_BUFFER) buffer.push({ arrival, origin });
				else miss(arrival.identity.time);
			}
		},
		get wantsGap() {
			return wantsGap && !full;
		},
		get gapStart() {
			const { watermark, floor } = memory;
			const start = Math.min(watermark === undefined ? Infinity : watermark - OVERLAP, missedSince, delivery.oldest);
			const begun = interrupted.flat().map(({ identity }) => identity.time ?? Infinity);
			const from = Math.min(Math.max(start, floor ?? -Infinity), ...begun);
			return Number.isFinite(from) ? from : undefined;
		},
		onGapBegun() {
			missedMeanwhile = false;
		},
		onGapClosed() {
			wantsGap = missedMeanwhile;
			if (!missedMeanwhile) missedSince = Infinity;
			release();
			const waiting = buffer.sort((a, b) => byTime(a.arrival, b.arrival));
			buffer = [];
			caughtUp = !missedMeanwhile;
			for (const { arrival, origin } of waiting) {
				if (full) miss(arrival.identity.time);
				else take(arrival, origin);
			}
		},
		onDrained() {
			full = false;
		},
		onConfirmed(events) {
			for (const { identity } of events) {
				for (const key of keysOf(identity)) held.delete(key);
				memory.add(identity);
				memory.raise(identity.time, serverNow());
			}
		},
		onUnreadable() {
			miss(undefined);
		},
		get watermark() {
			const lowest = Math.min(memory.watermark ?? Infinity, delivery.oldest, missedSince);
			return Number.isFinite(lowest) ? lowest : undefined;
		},
		get started() {
			const begun = interrupted.map((group) => group.map(({ identity }) => encode(identity)).join(''));
			return [...delivery.started.map((events) => events.map(({ identity }) => encode(identity)).join('')), ...begun];
		},
	};
}
