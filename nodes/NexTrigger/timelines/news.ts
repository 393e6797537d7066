import type { Memory } from '../memory';
import type { TimelineEvent } from './event';
import { family, identify, timeOf } from './event';
import type { Place } from './place';
import { fromOf, sinceOf } from './place';

/** Milliseconds before what is known that are looked at again, for events that became visible late. */
export const OVERLAP = 5 * 60_000;

/** What is known of events one by one. */
export type Known = Pick<Memory, 'has' | 'isForgotten'>;

const NONE: ReadonlySet<string> = new Set();

export type News = ReturnType<typeof newsOf>;

/**
 * Builds the tests of what is news of a record that is at a place. Among what is known one by one that decides, else the date.
 *
 * @param position up to when all records are done with, in milliseconds since 1970
 * @param late the fingerprints of what is news though it is dated long ago
 */
export function newsOf(recordId: string, place: Place, position: number | undefined, known: Known, late = NONE) {
	const { step, historyUntil, owed, newest = -Infinity } = place;
	const since = sinceOf(place, position);
	const from = fromOf(place, position);

	const isNewAt = (at: number | undefined, event: TimelineEvent): boolean => {
		if (historyUntil !== undefined && (at ?? -Infinity) <= historyUntil) return false;
		// Most of a timeline is history, which its date tells without telling one event from another.
		if (late.size === 0 && (at ?? Infinity) <= from - OVERLAP) return false;
		const identity = identify(recordId, event);
		if (known.has(identity)) return false;
		if (owed?.events.has(identity.fingerprint) || late.has(identity.fingerprint)) return true;
		const { time = Infinity } = identity;
		return (time > since - OVERLAP && !known.isForgotten(identity)) || time > Math.max(since, newest);
	};

	/** It was not handed over yet. */
	const isNew = (event: TimelineEvent): boolean => isNewAt(timeOf(event), event);

	/** It happened before the record was watched, and the overlap would take it for new another time. */
	const isHistory = (event: TimelineEvent): boolean => {
		if (historyUntil === undefined) return false;
		const at = timeOf(event);
		return at === undefined || (at <= historyUntil && at > historyUntil - OVERLAP);
	};

	/** It is news, or what is behind it may be. */
	const isWanted = (event: TimelineEvent) => {
		const at = timeOf(event);
		if (isNewAt(at, event) || (at !== undefined && isHistory(event))) return true;
		// Known events are no sign that those behind them are: they may have waited for room when the process ended.
		return step !== 'settled' && at !== undefined && at > from;
	};

	/** Nothing on a page is news, nor is anything on those behind it. */
	const isPast = (events: TimelineEvent[]): boolean => !events.flatMap(family).some(isWanted);

	/** Some of it happened before all that may be news, so that nothing behind it is. */
	const reachesBack = (events: TimelineEvent[]): boolean => events.some((event) => (timeOf(event) ?? Infinity) <= from - OVERLAP);

	return { isNew, isHistory, isPast, reachesBack };
}
