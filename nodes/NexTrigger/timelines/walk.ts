import type { TimelineEvent } from './event';
import { identify, timeOf } from './event';

/** Pages read of one timeline in one tick: the first, and five thousand events. */
const MOST_PAGES = 51;

/** A page of a timeline and the cursor of the next one. */
export interface TimelinePage {
	events: TimelineEvent[];
	next: string | undefined;
}

export interface WalkOptions {
	/** Reads one page; `undefined` where the cursor is refused, as an expired one is. */
	read: (cursor: string | undefined) => Promise<TimelinePage | undefined>;
	/** Whether the events of a page may be older than everything that is still wanted. */
	isPast: (events: TimelineEvent[]) => boolean;
	/** Where an earlier walk ended before it was done. */
	from?: string;
	/** Whether a refused cursor is followed by another walk from the top at once. */
	mayRestart?: boolean;
	/** True where no time is left. */
	isLate: () => boolean;
}

export interface Walked {
	/** The events it met. */
	events: TimelineEvent[];
	/** Where to go on another time if it could not be finished. */
	rest: string | undefined;
	/** A refused cursor hides what comes behind it. */
	isCutOff?: boolean;
}

/** Nex gives the newest first, as far as is known (docs/api.md#timeline-order): a page in the other order says nothing of the next. */
function isAscending(events: TimelineEvent[]): boolean {
	const times = events.flatMap((event) => timeOf(event) ?? []);
	const [first, last] = [times[0], times.at(-1)];
	return first !== undefined && last !== undefined && first < last;
}

/**
 * Walks a timeline back from its newest page until it meets nothing but what is past. Cursors that
 * lead back or lead on for ever end it, because their pages bring nothing that was not there yet.
 *
 * @returns the events it met, and where to go on another time if it could not be finished
 */
export async function walk(recordId: string, { read, isPast, from, mayRestart = true, isLate }: WalkOptions): Promise<Walked> {
	const met = new Map<string, TimelineEvent>();
	let cursor = from;
	let restarted = false;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		if (pages > 0 && isLate()) break;
		const page = await read(cursor);
		if (!page) {
			// The pages before it may have moved: once more from the top, which is enough unless every cursor is refused.
			if (restarted || (!mayRestart && from === undefined)) return { events: [...met.values()], rest: undefined, isCutOff: true };
			restarted = true;
			cursor = undefined;
			continue;
		}
		const isLast = page.next === undefined || (isPast(page.events) && !isAscending(page.events));
		if (isLast && met.size === 0) return { events: page.events, rest: undefined };
		const sizeBefore = met.size;
		for (const event of page.events) met.set(identify(recordId, event).fingerprint, event);
		const broughtNothing = met.size === sizeBefore && !restarted;
		if (isLast || broughtNothing) return { events: [...met.values()], rest: undefined };
		cursor = page.next;
	}
	return { events: [...met.values()], rest: cursor };
}
