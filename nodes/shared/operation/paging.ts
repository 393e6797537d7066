/** A page as the server gave it; what it does not say is undefined. */
export interface OffsetPage<Row> {
	rows: Row[];
	/** Rows in all pages together. */
	total?: number;
	hasMore?: boolean;
	nextOffset?: number;
}

export interface CursorPage<Row> {
	rows: Row[];
	/** Where the next page starts; undefined on the last. */
	next?: string;
}

/** Rows wanted in all, and rows to ask for at once. */
export interface Wanted {
	limit: number;
	pageSize: number;
}

/** Gathers rows without one twice, in order. Rows without an id are all kept. */
function uniqueRows<Row>(identify: (row: Row) => unknown) {
	const seen = new Set<unknown>();
	const rows: Row[] = [];
	return {
		rows,
		add(page: Row[]) {
			for (const row of page) {
				const id = identify(row);
				if (id !== undefined && id !== null) {
					if (seen.has(id)) continue;
					seen.add(id);
				}
				rows.push(row);
			}
		},
	};
}

/**
 * Reads up to `limit` rows page by page. After the first page the others are read side by side where
 * the server says how many rows there are, else one after the other; they come back in order, and no
 * row twice though rows move between pages meanwhile. A server that gives fewer rows than asked for
 * is asked for the rest (docs/api.md#record-pages, docs/api.md#page-sizes).
 *
 * @param fetchPage reads `limit` rows from `offset`
 * @param announce hears how many rows will come, before most of them are read; it may throw
 */
export async function readOffsetPages<Row>(
	fetchPage: (offset: number, limit: number) => Promise<OffsetPage<Row>>,
	{ limit, pageSize }: Wanted,
	identify: (row: Row) => unknown,
	announce: (rows: number) => void = () => undefined,
): Promise<Row[]> {
	const gathered = uniqueRows(identify);
	let offset = 0;
	let asked = Math.min(pageSize, limit);
	let page = await fetchPage(offset, asked);

	const next = () => (page.nextOffset !== undefined && page.nextOffset > offset ? page.nextOffset : offset + page.rows.length);
	const isLast = () =>
		page.rows.length === 0 ||
		!(
			next() < (page.total ?? 0) ||
			page.hasMore === true ||
			(page.total === undefined && page.hasMore === undefined && page.rows.length >= asked)
		);

	const readSegment = async (from: number, to: number): Promise<OffsetPage<Row>> => {
		const rows: Row[] = [];
		let last: OffsetPage<Row>;
		let at = from;
		do {
			last = await fetchPage(at, to - at);
			rows.push(...last.rows);
			at += last.rows.length;
		} while (last.rows.length > 0 && at < to);
		return { ...last, rows };
	};

	gathered.add(page.rows);
	const step = page.rows.length;
	const steady = next() === offset + step;
	if (!isLast() && page.total !== undefined && steady) {
		const end = Math.min(page.total, limit);
		announce(end);
		const starts: number[] = [];
		for (let start = step; start < end; start += step) starts.push(start);
		const pages = await Promise.all(starts.map(async (start) => await readSegment(start, Math.min(start + step, end))));
		for (const one of pages) gathered.add(one.rows);
		const last = pages.at(-1);
		if (last) {
			offset = starts.at(-1) ?? offset;
			asked = step;
			page = last;
		}
	}

	while (gathered.rows.length < limit && !isLast()) {
		offset = next();
		asked = Math.min(pageSize, limit - gathered.rows.length);
		page = await fetchPage(offset, asked);
		gathered.add(page.rows);
		announce(gathered.rows.length);
	}
	return gathered.rows.slice(0, limit);
}

/**
 * Reads up to `limit` rows along the server's cursors, and stops where a cursor comes again.
 *
 * @param fetchPage reads `limit` rows from a cursor, or from the start
 */
export async function readCursorPages<Row>(
	fetchPage: (cursor: string | undefined, limit: number) => Promise<CursorPage<Row>>,
	{ limit, pageSize }: Wanted,
	identify: (row: Row) => unknown,
	announce: (rows: number) => void = () => undefined,
): Promise<Row[]> {
	const gathered = uniqueRows(identify);
	const cursors = new Set<string>();
	let cursor: string | undefined;
	do {
		const page = await fetchPage(cursor, Math.min(pageSize, limit - gathered.rows.length));
		gathered.add(page.rows);
		announce(gathered.rows.length);
		cursor = page.rows.length === 0 || page.next === undefined || cursors.has(page.next) ? undefined : page.next;
		if (cursor !== undefined) cursors.add(cursor);
	} while (cursor !== undefined && gathered.rows.length < limit);
	return gathered.rows.slice(0, limit);
}
