import type { TimelineEvent } from './event';
import { identify, inOrder, timeOf } from './event';

/** Pages that one walk reads: with more, it does not end. */
const MOST_PAGES = 1_000;
/** Pages without an event that lead on, one after the other, before they are taken for the end. */
const MOST_EMPTY = 5;

/** A page of a timeline and the cursor of the next one. */
export interface TimelinePage {
	events: TimelineEvent[];
	next: string | undefined;
}

export interface WalkOptions {
	/** Reads one page; `undefined` if the cursor is refused, as an expired one is. */
	read: (cursor: string | undefined) => Promise<TimelinePage | undefined>;
	/** Whether the events of a page may be older than everything that is still wanted. */
	isPast: (events: TimelineEvent[]) => boolean;
	/** Whether some of the events are so old that nothing behind them is wanted, in a timeline that gives the newest first. */
	reachesBack?: (events: TimelineEvent[]) => boolean;
	/** Events that are kept: of more, the oldest. */
	most?: number;
	mostPages?: number;
}

export interface Walked {
	/** What it met, the oldest first. */
	events: TimelineEvent[];
	/** A cursor was refused again and again, which hides what comes behind it and may be wanted. */
	isCutOff: boolean;
	/** It met more than it may keep or read: there are others for another walk. */
	isPart: boolean;
}

/** Nex gives the newest first, as far as is known (docs/api.md#timeline-order): a page in the other order says nothing of the next. */
function isAscending(events: TimelineEvent[]): boolean {
	const isDated = (event: TimelineEvent) => timeOf(event) !== undefined;
	const [first, last] = [events.find(isDated), events.findLast(isDated)];
	return first !== undefined && last !== undefined && (timeOf(first) ?? 0) < (timeOf(last) ?? 0);
}

/**
 * Walks a timeline back from its newest page until it meets nothing but what is past. Cursors that
 * lead back or lead on for ever end it, because their pages bring nothing that was not there yet.
 */
export async function walk(recordId: string, options: WalkOptions): Promise<Walked> {
	const { read, isPast, reachesBack, most = Infinity, mostPages = MOST_PAGES } = options;
	const met = new Set<string>();
	let kept: TimelineEvent[] = [];
	let isPart = false;
	let hasRestarted = false;
	let isNewestFirst = true;
	let empty = 0;
	let cursor: string | undefined;

	const trim = () => {
		isPart ||= kept.length > most;
		kept = inOrder(kept).slice(0, most);
	};
	const isFresh = (event: TimelineEvent) => {
		const { fingerprint } = identify(recordId, event);
		return !met.has(fingerprint) && met.add(fingerprint).size > 0;
	};
	const stop = (isCutOff: boolean): Walked => {
		trim();
		return { events: kept, isCutOff, isPart };
	};

	for (let pages = 0; pages < mostPages; pages++) {
		const page = await read(cursor);
		if (!page) {
			if (hasRestarted) return stop(!(isNewestFirst && reachesBack?.(kept) === true));
			// The pages before it may have moved: once more from the top, which is enough unless every cursor is refused.
			hasRestarted = true;
			cursor = undefined;
			continue;
		}
		isNewestFirst &&= !isAscending(page.events);
		empty = page.events.length > 0 ? 0 : empty + 1;
		// A page without an event says nothing of those behind it.
		const leadsOn = empty > 0 && empty <= MOST_EMPTY && page.next !== cursor;
		const isLast = page.next === undefined || (!leadsOn && isPast(page.events) && !isAscending(page.events));
		// A quiet record is not worth telling its events from each other.
		const fresh = isLast && met.size === 0 ? page.events : page.events.filter(isFresh);
		kept.push(...fresh);
		if (isLast || (fresh.length === 0 && !leadsOn && !hasRestarted)) return stop(false);
		if (kept.length > 2 * most) trim();
		cursor = page.next;
	}
	isPart = true;
	return stop(false);
}
