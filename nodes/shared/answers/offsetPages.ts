import type { Wanted } from './gathered';
import { Gathered, MOST_EMPTY, MOST_STALE } from './gathered';

/** A page as the server gave it; what it does not say is undefined. */
export interface OffsetPage<Row> {
	rows: Row[];
	/** Rows in all pages together. */
	total?: number;
	hasMore?: boolean;
	nextOffset?: number;
	/** The most rows that the server says it gives at once. */
	limit?: number;
}

/** A page, and what was asked for to get it. */
interface Asked<Row> {
	page: OffsetPage<Row>;
	offset: number;
	size: number;
}

/** Whether a page names where a further one begins. */
const pointsOn = <Row>({ page: { nextOffset }, offset }: Asked<Row>): boolean => nextOffset !== undefined && nextOffset > offset;

/** Where the rows after a page begin. */
const after = <Row>({ page, offset }: Asked<Row>): number =>
	page.nextOffset !== undefined && page.nextOffset > offset ? page.nextOffset : offset + page.rows.length;

/**
 * Whether rows may follow. A total that is the length of a full page, or less than there is, has been seen of a server that
 * counts the page alone: only `has_more` says for certain that nothing follows a full page.
 */
function mayGoOn<Row>(asked: Asked<Row>): boolean {
	const { rows, total, hasMore, limit = Infinity } = asked.page;
	if (rows.length === 0) return hasMore === true && pointsOn(asked);
	if (hasMore === true || after(asked) < (total ?? 0)) return true;
	const isFull = rows.length >= Math.min(asked.size, limit);
	return hasMore === undefined && (isFull || (total === undefined ? pointsOn(asked) : total < after(asked)));
}

type FetchPage<Row> = (offset: number, limit: number) => Promise<OffsetPage<Row>>;

/** Reads the rows from `offset` up to `owed`, which a server may give in several pages. */
async function readOwed<Row>(fetchPage: FetchPage<Row>, offset: number, size: number, owed: number): Promise<Asked<Row>> {
	const rows: Row[] = [];
	let page: OffsetPage<Row>;
	let at = offset;
	do {
		page = await fetchPage(at, at === offset ? size : owed - at);
		rows.push(...page.rows);
		at += page.rows.length;
	} while (page.rows.length > 0 && at < owed);
	return { page: { ...page, rows, nextOffset: undefined }, offset, size };
}

/**
 * Reads up to `limit` rows page by page. After the first page the others are read side by side if the server says how many
 * rows there are, and one more beside them if the last of these will be full; else one after the other. They come back in
 * order, and no row twice though rows move between pages meanwhile. A server that gives fewer rows than asked for is asked
 * for the rest (docs/api.md#record-pages, docs/api.md#page-sizes), one that repeats itself no longer. That rows are missing is told.
 *
 * @param fetchPage reads `limit` rows from `offset`
 */
export async function readOffsetPages<Row>(fetchPage: FetchPage<Row>, wanted: Wanted<Row>): Promise<Row[]> {
	const { limit } = wanted;
	const gathered = new Gathered(wanted);
	/** The lowest total that was told: rows that are added meanwhile need not have come. */
	let promised: number | undefined;
	const fetchNoting: FetchPage<Row> = async (offset, size) => {
		const page = await fetchPage(offset, size);
		if (page.total !== undefined) promised = Math.min(promised ?? page.total, page.total);
		return page;
	};
	const ask = async (offset: number): Promise<Asked<Row>> => {
		const size = gathered.nextSize;
		return { page: await fetchNoting(offset, size), offset, size };
	};
	let last = await ask(0);
	gathered.add(last.page.rows);

	const { total } = last.page;
	const step = last.page.rows.length;
	if (total !== undefined && step > 0 && after(last) < Math.min(total, limit) && after(last) === step) {
		const owed = Math.min(total, limit);
		wanted.announce?.(owed);
		// If the last page will be full, whether rows follow is asked beside the others, which costs no time.
		const end = last.page.hasMore === undefined && owed % step === 0 ? owed + 1 : owed;
		const starts: number[] = [];
		for (let start = step; start < Math.min(end, limit); start += step) starts.push(start);
		const pages = await Promise.all(
			starts.map(async (start) => await readOwed(fetchNoting, start, Math.min(step, limit - start), Math.min(start + step, owed))),
		);
		for (const { page } of pages) gathered.add(page.rows, true);
		last = pages.at(-1) ?? last;
	}

	while (gathered.left > 0 && gathered.stale < MOST_STALE && gathered.empty < MOST_EMPTY && mayGoOn(last)) {
		last = await ask(after(last));
		gathered.add(last.page.rows);
		wanted.announce?.(gathered.rows.length);
	}
	const isLess = gathered.left > 0;
	if (isLess && gathered.stale > 0 && (mayGoOn(last) || gathered.rows.length < (total ?? 0))) wanted.repeats?.();
	else if (isLess && (last.page.hasMore === true || gathered.rows.length < (promised ?? 0))) wanted.fallsShort?.();
	return gathered.result;
}
