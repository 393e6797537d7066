import { isDeepStrictEqual } from 'node:util';

/** What is wanted of a reading, and what it tells while it goes on. */
export interface Wanted<Row> {
	/** Rows in all. */
	limit: number;
	/** Rows to ask for at once. */
	pageSize: number;
	/** What tells a row from others; undefined if nothing does. */
	identify: (row: Row) => unknown;
	/** Hears how many rows will come, before most of them are read; it may throw. */
	announce?: (rows: number) => void;
	/** Hears that the server gives the same rows again and again, and that the reading has ended for that. */
	repeats?: () => void;
	/** Hears that the server spoke of more rows than came. */
	fallsShort?: () => void;
}

/**
 * What a server writes for an ID that was never set: nothing, 0, or the UUID without a bit
 * (https://www.rfc-editor.org/rfc/rfc9562#section-5.9).
 */
const NO_IDS = new Set<unknown>([undefined, null, '', 0, '00000000-0000-0000-0000-000000000000']);

/** Pages in a row with nothing new in them, after which a server is taken to repeat itself: rows may move between pages meanwhile. */
export const MOST_STALE = 3;

/** Pages in a row without any row after which the reading ends, whatever they point to: a store that filters as it goes gives some. */
export const MOST_EMPTY = 20;

/** Gathers rows without one twice, in order, and counts the pages in a row that had nothing new. */
export class Gathered<Row> {
	readonly rows: Row[] = [];

	/** Pages without a new row since the last that had one. */
	stale = 0;

	/** Pages without any row since the last that had one. */
	empty = 0;

	readonly #seen = new Set<unknown>();

	#before = '';

	constructor(private readonly wanted: Wanted<Row>) {}

	/** Rows that are still wanted. */
	get left(): number {
		return this.wanted.limit - this.rows.length;
	}

	/** Rows to ask for next. */
	get nextSize(): number {
		return Math.min(this.wanted.pageSize, this.left);
	}

	/** No more rows than were wanted. */
	get result(): Row[] {
		return this.rows.slice(0, this.wanted.limit);
	}

	/**
	 * Adds a page. Rows without an ID are all kept, unless the page is word for word the one before, and so are rows that differ
	 * though they have one ID on one page: none has moved meanwhile.
	 *
	 * @param isOwed true for a page that the server's total promises, which counts as it is
	 */
	add(page: Row[], isOwed = false): void {
		const known = this.rows.length;
		const isNameless = page.some((row) => this.#idOf(row) === undefined);
		const text = isNameless ? JSON.stringify(page) : '';
		const isSame = !isOwed && text !== '' && text === this.#before;
		this.#before = text;
		const onPage = new Map<unknown, Row[]>();
		for (const row of isSame ? [] : page) {
			const id = this.#idOf(row);
			const alike = onPage.get(id);
			if (id !== undefined && this.#seen.has(id) && (!alike || alike.some((one) => isDeepStrictEqual(one, row)))) continue;
			if (id !== undefined) {
				this.#seen.add(id);
				onPage.set(id, [...(alike ?? []), row]);
			}
			this.rows.push(row);
		}
		this.stale = this.rows.length > known || page.length === 0 ? 0 : this.stale + 1;
		this.empty = page.length === 0 ? this.empty + 1 : 0;
	}

	#idOf(row: Row): unknown {
		const id = this.wanted.identify(row);
		return NO_IDS.has(id) ? undefined : id;
	}
}
