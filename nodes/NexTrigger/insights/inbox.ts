import type { Delivery } from '../delivery';
import type { Identity } from '../identity';
import type { Arrival, Origin } from './arrivals';
import type { HandingOptions } from './handing';
import { createHanding } from './handing';
import type { Progress } from './progress';
import {
	beginAt,
	begun,
	begunAnew,
	broken,
	connected,
	doubted,
	drained,
	ended,
	filled,
	isReading,
	missed,
	nextFrom,
	postponed,
	reached,
	wantsReading,
} from './progress';
import { createWaiting } from './waiting';

/** Milliseconds that are read again, for insights that become visible late. */
const OVERLAP = 5 * 60_000;

/** Milliseconds between two readings for the sake of what is known, if that is dated ahead of the clock: they cannot bound it. */
const RARELY = 60 * 60_000;

/** Milliseconds by which the clock may be behind: a Date header has whole seconds. */
const INEXACT = 2_000;

export interface InboxOptions extends HandingOptions {
	delivery: HandingOptions['delivery'] & Pick<Delivery, 'resumeIncomplete' | 'oldest' | 'oldestBegun'>;
	/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
	clock: () => number;
	/** There is something to read, though nothing has happened to the connection. */
	onWanting: () => void;
}

/** Where a reading begins, and up to where it must come at least: what is between was heard, and is looked through again. */
export interface Beginning {
	/** In milliseconds since 1970. */
	from: number;
	reach: number;
}

/** What one trigger makes of the insights that reach it: each once, oldest first, none missing. */
export interface Inbox {
	/** Begins where nothing was read yet, in milliseconds: anew, if it is about another workspace. */
	beginAt(position: number): void;
	/** A connection was opened: what comes now waits until what came before it is read. */
	onConnected(): void;
	/** Takes what has come. */
	accept(arrivals: Arrival[], origin: Origin): void;
	/** True while there is something to read and room to take it. */
	readonly wantsReading: boolean;
	/** True while the reading that goes on brings something it has room for. */
	readonly isReading: boolean;
	/** Where reading has to begin. */
	readonly beginning: Beginning;
	/** REST is being asked, from `beginning` on. */
	onReadingBegun(): void;
	/** Everything REST had since then has been handed over, and there was room for it. */
	onReadingEnded(): void;
	/** REST cannot be asked now: what waited for it goes on, and the reading is made later. */
	onReadingPostponed(): void;
	/** Something may have come that did not arrive here: REST has to tell. */
	onDoubt(): void;
	/** Delivery has room again. */
	onDrained(): void;
	/** Insights were handed to n8n and are in its hands. */
	onConfirmed(identities: Identity[]): void;
	/** Up to here nothing is missing but what delivery has, in milliseconds. */
	position(): number;
	/** What is to be stored besides. */
	notes(): Record<string, number>;
	/** What was let go of single subjects, as it is stored. */
	backlog(): string[];
}

/** The time of the last that has one, in milliseconds since 1970. */
const latestOf = (arrivals: Arrival[]): number =>
	arrivals.findLast(({ identity }) => identity.time !== undefined)?.identity.time ?? -Infinity;

/** The inbox of one trigger. It never holds more than a bounded number of insights: REST has them all. */
export function createInbox({ clock, onWanting, ...options }: InboxOptions): Inbox {
	const { memory, delivery } = options;
	const handing = createHanding(options);
	const waiting = createWaiting();
	let progress = beginAt(memory.position ?? 0);

	/** What is dated before this is there to be read, if it ever comes. */
	const settled = () => clock() - OVERLAP - handing.lateness;

	const go = (next: Progress) => {
		progress = next;
		memory.position = next.position;
	};

	memory.ceiling = () => Math.min(nextFrom(progress), clock() + INEXACT);

	const goAndRetry = (next: Progress) => {
		go(next);
		handing.backlog.retry();
	};
	const onDoubt = () => goAndRetry(doubted(progress, settled()));

	const hand = (arrival: Arrival, origin: Origin, now: number) => {
		const { time = progress.position } = arrival.identity;
		if (progress.mode !== 'full' && handing.hand(arrival, origin, now)) {
			if (progress.unread === Infinity && !progress.reading) handing.onHeard(Math.min(time, now));
		} else if (origin === 'live' || origin === 'recent') go(filled(progress, time));
		else if (origin === 'asked') go(broken(progress, handing.wasLetGo(arrival) ? Math.max(time, progress.position) : time));
	};

	const handWaiting = (before: number) => {
		for (const [arrival, origin] of waiting.takeBefore(before)) hand(arrival, origin, clock());
	};

	const take = (arrival: Arrival, origin: Origin, now: number) => {
		if (origin === 'asked' || origin === 'recent') hand(waiting.enrich(arrival), origin, now);
		else if (progress.mode !== 'catching up') hand(arrival, origin, now);
		else if (!waiting.add(arrival, origin) && origin === 'live') go(missed(progress, arrival.identity.time ?? progress.position));
	};

	return {
		beginAt(position) {
			handing.beginAnew();
			go(begunAnew(progress, position));
		},
		onConnected() {
			waiting.clear();
			go(connected(progress, settled()));
		},
		accept(arrivals, origin) {
			const now = clock();
			for (const arrival of arrivals) take(arrival, origin, now);
			if (origin === 'asked' && progress.mode !== 'full') go(reached(progress, latestOf(arrivals)));
		},
		get wantsReading() {
			return wantsReading(progress) || (progress.mode !== 'full' && handing.backlog.from !== Infinity);
		},
		get isReading() {
			return isReading(progress) || (progress.mode !== 'full' && handing.backlog.isOpen);
		},
		get beginning() {
			const atMost = Math.min(delivery.oldestBegun, handing.backlog.from);
			const next = nextFrom(progress);
			return { from: Math.min(Math.max(next, memory.start), atMost), reach: Math.min(Math.max(next, handing.heard), atMost) };
		},
		onReadingBegun() {
			go(begun(progress, clock(), settled()));
			handing.backlog.begun();
		},
		onReadingEnded() {
			go(ended(progress, settled()));
			handing.backlog.ended();
			handing.onRead();
			memory.forgetBefore(Math.min(progress.position, delivery.oldest));
			delivery.resumeIncomplete();
			handWaiting(progress.unread);
		},
		onReadingPostponed() {
			go(postponed(progress));
			handWaiting(Infinity);
		},
		onDoubt,
		onDrained() {
			goAndRetry(drained(progress));
			onWanting();
		},
		onConfirmed(identities) {
			identities.forEach(memory.add);
			// What is known is bounded because reading moves the position.
			if (!memory.isLarge || nextFrom(progress) !== Infinity) return;
			const since = settled() - progress.position;
			if (since < OVERLAP || (since < RARELY && memory.isAhead())) return;
			onDoubt();
			onWanting();
		},
		position: () => Math.min(progress.position, nextFrom(progress)),
		notes: () => handing.notes,
		backlog: () => handing.backlog.texts,
	};
}
