/**
 * How far the timeline of one record has been read. Times are in milliseconds since 1970.
 *
 * - `unread`: not at all by this process: newer events may be known while older ones are not
 * - `settled`: to its end
 * - `lagging`: not to its end when it was looked at last
 * - `absent`: Nex had no timeline of it then; it may come back
 */
export interface Place {
	readonly step: 'unread' | 'settled' | 'lagging' | 'absent';
	/** What is dated up to here is done with; `undefined` if that is the trigger's position. */
	readonly since?: number | undefined;
	/** What is dated up to here had happened before the record was watched. */
	readonly historyUntil?: number | undefined;
	/** Events that are not done with all the same, by their fingerprints: there was no room for them. They are dated after `since`. */
	readonly owed?: { readonly since: number; readonly events: ReadonlySet<string> } | undefined;
	/** The newest event that is done with. */
	readonly newest?: number | undefined;
	/** Looks in a row that a refused cursor has ended. */
	readonly cutOffs?: number | undefined;
	/** When it is looked at again though there was no timeline of it: the server may have been wrong. */
	readonly lookAgainAt?: number | undefined;
	/** It could not be read the last time: it does not speak for the others. */
	readonly isBroken?: boolean | undefined;
}

/** Milliseconds until a record that had no timeline is looked at again. */
const LOOK_AGAIN = 10 * 60_000;

/** Most records are here, so they share it. */
export const SETTLED: Place = { step: 'settled' };

/** Up to when all but what is owed is done with. */
export const sinceOf = (place: Place, position = -Infinity): number => Math.max(place.since ?? position, place.historyUntil ?? -Infinity);

/** From when on it is to be read. */
export const fromOf = (place: Place, position?: number): number => Math.min(sinceOf(place, position), place.owed?.since ?? Infinity);

/** Where a record is whose look failed. */
export const laggingAt = (place: Place, position: number | undefined): Place => ({
	...place,
	step: 'lagging',
	since: sinceOf(place, position),
});

/** Where a record is of which there is no timeline. */
export const absentAt = (place: Place, position: number | undefined): Place => ({
	...laggingAt(place, position),
	step: 'absent',
	lookAgainAt: Date.now() + LOOK_AGAIN,
	isBroken: undefined,
});

/** Where a record is that was read, though not to its end. */
export const partlyReadAt = (place: Place, reached: Pick<Place, 'since' | 'owed'>): Place => ({
	step: 'lagging',
	historyUntil: place.historyUntil,
	...reached,
});

/**
 * Where a record is that was read to its end.
 *
 * @param newest the date of its newest event; -Infinity if there is none
 */
export function settledAt(place: Place, newest: number, position = -Infinity): Place {
	const latest = Math.max(newest, place.newest ?? -Infinity);
	return latest > position ? { step: 'settled', newest: latest } : SETTLED;
}
