import type { Wanted } from './gathered';
import { Gathered, MOST_EMPTY, MOST_STALE } from './gathered';

/** A page, and where the next one starts. */
export interface CursorPage<Row> {
	rows: Row[];
	/** The cursor of the next page; undefined on the last. */
	next?: string;
	/** Whether more rows follow, if the server says so. */
	hasMore?: boolean;
}

/**
 * Reads up to `limit` rows along the server's cursors, and stops if a cursor comes again or nothing new comes. A page without
 * rows is followed by the next if the server says that there are more.
 *
 * @param fetchPage reads `limit` rows from a cursor, or from the start
 */
export async function readCursorPages<Row>(
	fetchPage: (cursor: string | undefined, limit: number) => Promise<CursorPage<Row>>,
	wanted: Wanted<Row>,
): Promise<Row[]> {
	const gathered = new Gathered(wanted);
	const cursors = new Set<string>();
	let cursor: string | undefined;
	for (;;) {
		const { rows, next, hasMore } = await fetchPage(cursor, gathered.nextSize);
		gathered.add(rows);
		wanted.announce?.(gathered.rows.length);
		if (gathered.left <= 0) break;
		const isKnown = next !== undefined && cursors.has(next);
		if (next === undefined || (rows.length === 0 && (!hasMore || isKnown || gathered.empty >= MOST_EMPTY))) {
			if (hasMore) wanted.fallsShort?.();
			break;
		}
		if (isKnown || gathered.stale >= MOST_STALE) {
			wanted.repeats?.();
			break;
		}
		cursors.add(next);
		cursor = next;
	}
	return gathered.result;
}
