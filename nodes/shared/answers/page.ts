import { asObject } from '../isObject';
import type { OffsetPage } from './offsetPages';

/** A count, also as text: some servers write numbers so. */
function countIn(value: unknown): number | undefined {
	const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
}

const SWITCHES = new Map<unknown, boolean>([
	[true, true],
	[false, false],
	['true', true],
	['false', false],
]);

/** What a page says of the rows beside its own (docs/api.md#record-pages). */
export function restOf(body: unknown): Omit<OffsetPage<never>, 'rows'> {
	const { total, has_more: hasMore, next_offset: nextOffset, limit } = asObject(body);
	return { total: countIn(total), hasMore: SWITCHES.get(hasMore), nextOffset: countIn(nextOffset), limit: countIn(limit) || undefined };
}

/** Whether more rows follow a page of a cursor, if it says so, also as text. */
export const hasNextPage = (body: unknown): boolean | undefined => SWITCHES.get(asObject(body).has_next_page) ?? restOf(body).hasMore;

/** How many rows there are in all, as far as an answer says it. */
export const rowsSaid = (body: unknown): number => Math.max(restOf(body).total ?? 0, countIn(asObject(body).count) ?? 0);

/** Whether an answer that has so many rows speaks of more. */
export function speaksOfMore(body: unknown, rows: number): boolean {
	return restOf(body).hasMore === true || rowsSaid(body) > rows;
}

/**
 * Where the next page begins, as a picker's token; undefined after the last one. A server may give fewer rows than were
 * asked for, so that a short page is the last only if an answer says nothing of what is left.
 *
 * @param next rows read so far, those before this page included
 * @param rows rows of this page
 */
export function nextPage(body: unknown, next: number, rows: number, asked: number): string | undefined {
	const { total, hasMore, nextOffset = 0 } = restOf(body);
	const isSaid = total !== undefined || hasMore !== undefined;
	const more = (total !== undefined && next < total) || hasMore === true || (!isSaid && (rows >= asked || nextOffset >= next));
	return rows > 0 && more ? String(next) : undefined;
}
