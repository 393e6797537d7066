import type { Delivered, Delivery } from '../delivery';
import type { Identity } from '../identity';
import { createIdentitySet, isSame } from '../identity';
import type { Memory } from '../memory';
import type { Insight } from './insight';
import { byTime, isBare, subjectOf } from './insight';
import { createTwins } from './twins';

/** An insight that has come, by whichever way. */
export interface Arrival {
	insight: Insight;
	identity: Identity;
	/** What it is known by without ID and time. */
	words: Identity;
	/** Other triggers get the same object. */
	shared: boolean;
}

/** `live` is new by definition; `replay` is the stream's history on connecting; `rest` was asked for. */
export type Origin = 'live' | 'replay' | 'rest';

/** Milliseconds before the watermark that are read again, for insights that became visible late. */
export const OVERLAP = 5 * 60_000;

/** Insights kept while a gap is being closed. What does not fit is read over REST afterwards. */
const LONGEST_BUFFER = 500;

/** Insights after which it is looked up anew what is with delivery. */
const HELD_FOR = 512;

export interface FeedOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'wasBegun' | 'resumeRest' | 'held' | 'oldest' | 'oldestBegun'>;
	matches: (insight: Insight) => boolean;
	/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
	clock: () => number;
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
	/** Where REST has to reach back to at least, in milliseconds: what is between is overlap. */
	readonly mustReach: number;
	/** REST is being asked, from `gapStart` on. */
	onGapBegun(): void;
	/** Everything REST had since then has been handed over, and there was room for it. */
	onGapClosed(): void;
	/** Delivery has room again. */
	onDrained(): void;
	/** Insights were handed to n8n and are in its hands. */
	onConfirmed(identities: Identity[]): void;
	/** Something may have come that did not arrive here: REST has to tell. */
	onDoubt(): void;
	/** REST cannot be asked now: what waited for it goes on, and the gap is closed later. */
	onGapPostponed(): void;
	/** The insights of another workspace begin: nothing that was missing before is asked for. */
	onAnotherWorkspace(): void;
	/** Up to here nothing is missing, whatever happens to this process. */
	readonly watermark: number | undefined;
}

/** The feed of one trigger. It never holds more than a bounded number of insights: REST has them all. */
export function createFeed({ memory, delivery, matches, clock }: FeedOptions): Feed {
	/** What is with delivery, and some of what was and is remembered since. It is made anew now and then: a Set that much is taken out of keeps that alive (V8 chains its outgrown tables). */
	let held = createIdentitySet();
	let heldFor = 0;
	let buffer: { arrival: Arrival; origin: Origin }[] = [];
	let caughtUp = false;
	let wantsGap = true;
	let full = false;
	/** The oldest time that was let go, for lack of room or because it could not be read. */
	let missedSince = Infinity;
	/** All that is missing is what was let go for lack of room: what was before it has been handed over. */
	let onlyLetGo = false;
	/** The same, where REST is being asked for it. */
	let askedSince = Infinity;
	/** Something was let go after REST was asked. */
	let missedMeanwhile = false;
	let isReading = false;
	/** A connection was opened while REST was asked: what came between its last answer and the connection is not in it. */
	let connectedMeanwhile = false;

	const miss = (time: number | undefined) => {
		missedSince = Math.min(missedSince, time ?? memory.watermark ?? Infinity);
		missedMeanwhile = true;
		wantsGap = true;
	};

	const hold = (identity: Identity) => {
		if (++heldFor > HELD_FOR) {
			held = createIdentitySet(delivery.held);
			heldFor = 0;
		}
		held.add(identity);
	};

	const twins = createTwins((words) => memory.has(words) || held.has(words));

	const take = ({ insight, identity, words, shared }: Arrival, origin: Origin): void => {
		// What the stream tells of the past is what REST has too, at times in other words: REST decides.
		if (origin === 'replay') return;
		if (identity.id === undefined) memory.idless = true;
		if (memory.has(identity) || held.has(identity)) return twins.note(identity, words);
		if (twins.has(identity, words)) {
			if (!isBare(identity)) memory.add(identity);
			return;
		}
		const wasBegun = delivery.wasBegun(identity);
		if (origin !== 'live' && !wasBegun && memory.isForgotten(identity)) return;
		if (!wasBegun && !matches(insight)) {
			// The stream may say more of it than REST does, and pass.
			if (origin !== 'rest') memory.add(identity);
			memory.raise(identity.time, clock());
			return;
		}
		const event: Delivered = { identity, json: shared ? structuredClone(insight) : insight, subject: subjectOf(insight) };
		// Before it is handed over: a host may confirm it at once.
		hold(identity);
		twins.note(identity, words);
		if (delivery.offer(event) !== 'taken') {
			held.delete(identity);
			full = true;
			caughtUp = false;
			// REST goes forward in time: what it had before this is handed over.
			if (origin === 'rest') askedSince = Infinity;
			miss(identity.time);
			onlyLetGo = Number.isFinite(missedSince);
		}
	};

	/** The stream says more of an insight than REST does, so where both have it the two are laid together. */
	const enrich = (arrival: Arrival): Arrival => {
		const streamed = buffer.find((waiting) => isSame(waiting.arrival.identity, arrival.identity));
		return streamed ? { ...arrival, insight: { ...arrival.insight, ...streamed.arrival.insight } } : arrival;
	};

	const flush = () => {
		const waiting = buffer.sort((a, b) => byTime(a.arrival, b.arrival));
		buffer = [];
		caughtUp = !full;
		for (const { arrival, origin } of waiting) {
			if (full) miss(arrival.identity.time);
			else take(arrival, origin);
		}
	};

	memory.guard(() => Math.min(missedSince, askedSince));

	const feed: Feed = {
		onConnected() {
			onlyLetGo = false;
			caughtUp = false;
			wantsGap = true;
			buffer = [];
			connectedMeanwhile = isReading;
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
			const missed = Math.min(missedSince, askedSince);
			const start = onlyLetGo || watermark === undefined ? missed : Math.min(watermark - OVERLAP, missed);
			const from = Math.min(Math.max(start, floor ?? -Infinity), delivery.oldestBegun);
			return Number.isFinite(from) ? from : undefined;
		},
		get mustReach() {
			return Math.min(onlyLetGo ? Infinity : (memory.watermark ?? Infinity), missedSince, askedSince, delivery.oldestBegun);
		},
		onGapBegun() {
			isReading = true;
			connectedMeanwhile = false;
			missedMeanwhile = false;
			askedSince = Math.min(askedSince, missedSince);
			missedSince = Infinity;
		},
		onGapClosed() {
			isReading = false;
			askedSince = Infinity;
			if (connectedMeanwhile) {
				delivery.resumeRest();
				return;
			}
			wantsGap = missedMeanwhile;
			if (!missedMeanwhile) {
				onlyLetGo = false;
				memory.unpin();
			}
			delivery.resumeRest();
			flush();
		},
		onDrained() {
			full = false;
		},
		onConfirmed(identities) {
			for (const identity of identities) {
				memory.add(identity);
				memory.raise(identity.time, clock());
			}
		},
		onDoubt() {
			onlyLetGo = false;
			miss(undefined);
		},
		onGapPostponed() {
			isReading = false;
			memory.pin();
			missedSince = Math.min(missedSince, feed.gapStart ?? Infinity);
			flush();
		},
		onAnotherWorkspace() {
			held = createIdentitySet(delivery.held);
			missedSince = askedSince = Infinity;
			onlyLetGo = false;
			wantsGap = true;
		},
		get watermark() {
			const lowest = Math.min(memory.watermark ?? Infinity, delivery.oldest, missedSince, askedSince);
			return Number.isFinite(lowest) ? lowest : undefined;
		},
	};
	return feed;
}
