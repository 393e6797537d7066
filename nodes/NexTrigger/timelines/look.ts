import type { NexRequest } from '../../shared/transport/request';
import type { TimelineEvent } from './event';
import { family, identify, timeOf } from './event';
import type { News } from './news';
import { OVERLAP } from './news';
import type { Place } from './place';
import { absentAt, laggingAt } from './place';
import type { TimelinePage, Walked } from './walk';
import { walk } from './walk';

/** Events that one look takes of a timeline; of more, the oldest. */
const MOST_EVENTS = 5_000;
/** Looks in a row that a refused cursor ends before the events in front of it are taken for all there are. */
const MOST_CUT_OFFS = 2;

/** How a page is asked for. */
export type PageRequest = Pick<NexRequest, 'once' | 'run' | 'credential'> & { signal: AbortSignal };

/**
 * Reads a page of a record's timeline; `undefined` if the cursor is refused.
 *
 * @throws Missing if there is no such record
 */
export type ReadPage = (recordId: string, cursor: string | undefined, asking: PageRequest) => Promise<TimelinePage | undefined>;

/** There is no such record, or no more. */
export class Missing extends Error {}

/** A cursor was refused, and what comes behind it is not known. */
export class CutOff extends Error {
	constructor(recordId: string) {
		super(`Nex refused to go on with the timeline of record ${recordId}`);
	}
}

/** How a look at one record went. */
export type Looked = { result: 'done' | 'missing' } | { result: 'unread'; error: unknown; isNews: boolean };

/** Reads the pages of one timeline. */
type ReadOn = (cursor: string | undefined) => Promise<TimelinePage | undefined>;

/**
 * Reads a timeline from its newest event back to what is done with.
 *
 * @throws CutOff if a cursor is refused that was not refused the last time; what `read` does
 */
export async function readNews(recordId: string, { cutOffs = 0 }: Place, { isPast, reachesBack }: News, read: ReadOn): Promise<Walked> {
	const walked = await walk(recordId, { read, isPast, reachesBack, most: MOST_EVENTS });
	// Cursors may be refused for a while, or for good: then what there is in front of them has to do.
	if (walked.isCutOff && cutOffs + 1 < MOST_CUT_OFFS) throw new CutOff(recordId);
	return walked;
}

/**
 * Reads what the overlap will look at again, which has to be known.
 *
 * @param now milliseconds since 1970: an event may be dated in the future
 * @throws CutOff if a cursor is refused; what `read` does
 */
export async function readHistory(recordId: string, now: number, read: ReadOn): Promise<TimelineEvent[]> {
	let newest = -Infinity;
	const isPast = (events: TimelineEvent[]) => {
		const times = events.flatMap((event) => timeOf(event) ?? []);
		newest = Math.max(newest, ...times);
		return Math.min(...times) <= Math.min(newest, now) - OVERLAP;
	};
	const { events, isCutOff } = await walk(recordId, { read, isPast });
	if (isCutOff) throw new CutOff(recordId);
	return events;
}

/** The date of the newest of some events, in milliseconds since 1970; -Infinity if none has one. */
export const newestOf = (events: TimelineEvent[]): number =>
	events.flatMap(family).reduce((newest, event) => Math.max(newest, timeOf(event) ?? -Infinity), -Infinity);

/**
 * Up to when a record is done with of which newer events were not read.
 *
 * @param done the events that were read
 * @param since up to when it was done with before
 */
export function doneUntil(done: TimelineEvent[], since: number): number {
	const newest = newestOf(done);
	// Others of the same moment may be among those that were not read.
	return newest - 1 > since ? newest - 1 : Math.max(newest, since);
}

/** Up to when a record is done with of which some events found no room, and which of them are dated before that. */
export function doneWithout(recordId: string, left: TimelineEvent[], { isNew }: News, since: number): Pick<Place, 'since' | 'owed'> {
	const identities = left
		.flatMap(family)
		.filter(isNew)
		.map((event) => identify(recordId, event));
	const times = identities.flatMap(({ time }) => time ?? []);
	const newer = times.filter((time) => time > since);
	const until = newer.length > 0 ? Math.min(...newer) : since;
	const owed = identities.filter(({ time = Infinity }) => time <= until);
	return { since: until, owed: { since: Math.min(...times) - 1, events: new Set(owed.map(({ fingerprint }) => fingerprint)) } };
}

/** Where a record is whose look failed, and what that says of Nex. */
export function afterFailure(error: unknown, place: Place, position: number | undefined): { place: Place; looked: Looked } {
	if (error instanceof Missing) return { place: absentAt(place, position), looked: { result: 'missing' } };
	const lagging = laggingAt(place, position);
	if (error instanceof CutOff) return { place: { ...lagging, cutOffs: (place.cutOffs ?? 0) + 1 }, looked: { result: 'done' } };
	return { place: { ...lagging, isBroken: true }, looked: { result: 'unread', error, isNews: place.isBroken !== true } };
}
