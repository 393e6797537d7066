import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';
import { rowsUnder } from './rows';

/**
 * Where the next page begins, as a picker's token; undefined after the last one. A server may give fewer rows than were
 * asked for, so that a short page is the last only if an answer says nothing of what is left.
 *
 * @param next rows read so far, those before this page included
 * @param rows rows of this page
 */
export function nextPage(body: unknown, next: number, rows: number, asked: number): string | undefined {
	const { total, has_more: hasMore } = (body ?? {}) as IDataObject;
	const counted = typeof total === 'number';
	const more = (counted && next < total) || hasMore === true || (!counted && typeof hasMore !== 'boolean' && rows >= asked);
	return rows > 0 && more ? String(next) : undefined;
}

/** The rows of a page that are objects, and where the next begins, counted with those that are none. */
export function readPage(body: unknown, offset: number, asked: number): { rows: IDataObject[]; next: string | undefined } {
	const rows = rowsUnder('data')(body, {}) ?? [];
	return { rows: rows.filter(isObject), next: nextPage(body, offset + rows.length, rows.length, asked) };
}
