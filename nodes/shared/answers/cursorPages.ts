import type { Listeners, Wanted } from './gathered';
import { Gathered, MOST_STALE } from './gathered';

/** A page, and where the next one starts. */
export interface CursorPage<Row> {
	rows: Row[];
	/** The cursor of the next page; undefined on the last. */
	next?: string;
}

/**
 * Reads up to `limit` rows along the server's cursors, and stops if a cursor comes again or nothing new comes.
 *
 * @param fetchPage reads `limit` rows from a cursor, or from the start
 */
export async function readCursorPages<Row>(
	fetchPage: (cursor: string | undefined, limit: number) => Promise<CursorPage<Row>>,
	{ limit, pageSize }: Wanted,
	identify: (row: Row) => unknown,
	{ announce = () => undefined, repeats = () => undefined }: Listeners = {},
): Promise<Row[]> {
	const gathered = new Gathered(identify);
	const cursors = new Set<string>();
	let cursor: string | undefined;
	for (;;) {
		const { rows, next } = await fetchPage(cursor, Math.min(pageSize, limit - gathered.rows.length));
		gathered.add(rows);
		announce(gathered.rows.length);
		if (rows.length === 0 || next === undefined || gathered.rows.length >= limit) break;
		if (cursors.has(next) || gathered.stale >= MOST_STALE) {
			repeats();
			break;
		}
		cursors.add(next);
		cursor = next;
	}
	return gathered.rows.slice(0, limit);
}
