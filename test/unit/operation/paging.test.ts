import type { OffsetPage } from '../../../nodes/shared/operation/paging';
import { readCursorPages, readOffsetPages } from '../../../nodes/shared/operation/paging';

interface Row {
	id: string;
}

const rowsNamed = (from: number, to: number): Row[] =>
	Array.from({ length: Math.max(0, to - from) }, (_one, i) => ({ id: String(from + i) }));
const identify = ({ id }: Row) => id;

interface ServerOptions {
	cap?: number;
	says?: 'total' | 'has_more' | 'both' | 'nothing' | 'wrong total';
}

/** A server with so many rows, which gives at most `cap` a page and says as much of the rest as sources disagree on. */
function server(count: number, { cap = Infinity, says = 'total' }: ServerOptions = {}) {
	const asked: Array<[number, number]> = [];
	const fetchPage = async (offset: number, limit: number): Promise<OffsetPage<Row>> => {
		asked.push([offset, limit]);
		const rows = rowsNamed(offset, Math.min(count, offset + Math.min(limit, cap)));
		const hasMore = offset + rows.length < count;
		return {
			rows,
			...((says === 'total' || says === 'both') && { total: count }),
			...(says === 'wrong total' && { total: rows.length, hasMore }),
			...((says === 'has_more' || says === 'both') && { hasMore, nextOffset: hasMore ? offset + rows.length : undefined }),
		};
	};
	return { asked, fetchPage };
}

const SAYS = ['total', 'has_more', 'both', 'nothing', 'wrong total'] as const;

describe.each(SAYS)('When the server says %s', (says) => {
	test.each([0, 1, 99, 100, 101, 250, 1_000])('all of %i rows come, each once, in order', async (count) => {
		const { fetchPage } = server(count, { says });
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify)).toEqual(rowsNamed(0, count));
	});

	test.each([1, 50, 99, 100, 101, 199, 200, 201, 999])('a Limit of %i is exact, and no row more is asked for', async (limit) => {
		const { fetchPage, asked } = server(1_000, { says });
		expect(await readOffsetPages(fetchPage, { limit, pageSize: 100 }, identify)).toEqual(rowsNamed(0, limit));
		expect(asked.reduce((sum, [, size]) => sum + size, 0)).toBe(limit);
	});

	if (says !== 'nothing') {
		test('a server that gives at most 25 a page still gives all', async () => {
			const { fetchPage } = server(1_003, { says, cap: 25 });
			expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify)).toEqual(rowsNamed(0, 1_003));
		});
	}
});

test('An exact multiple of the page costs no request more where the total is known', async () => {
	const { fetchPage, asked } = server(300);
	await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify);
	expect(asked).toEqual([
		[0, 100],
		[100, 100],
		[200, 100],
	]);
});

test('A row that moves to the next page while it is read comes once', async () => {
	const fetchPage = async (offset: number, limit: number) => {
		// One row is put in front after the first page.
		const shift = offset === 0 ? 0 : 1;
		return { rows: rowsNamed(offset - shift, Math.min(250, offset - shift + limit)), total: 250 + shift };
	};
	const rows = await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify);
	expect(new Set(rows.map(identify)).size).toBe(rows.length);
	expect(rows).toEqual(rowsNamed(0, 250));
});

test('A total that promises more than there is does not make it ask for ever', async () => {
	let asked = 0;
	const fetchPage = async (offset: number, limit: number) => {
		asked++;
		return { rows: rowsNamed(offset, Math.min(150, offset + limit)), total: 500 };
	};
	expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify)).toEqual(rowsNamed(0, 150));
	expect(asked).toBeLessThan(10);
});

test('How many rows will come is announced before they are read', async () => {
	const { fetchPage, asked } = server(5_000);
	const refuse = () => {
		throw new Error('too many');
	};
	await expect(readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100 }, identify, refuse)).rejects.toThrow('too many');
	expect(asked).toHaveLength(1);
});

describe('Along cursors', () => {
	const pages = (count: number) => async (cursor: string | undefined, limit: number) => {
		const from = Number(cursor ?? 0);
		const rows = rowsNamed(from, Math.min(count, from + limit));
		return { rows, next: from + rows.length < count ? String(from + rows.length) : undefined };
	};

	test.each([0, 1, 100, 101, 350])('all of %i rows come', async (count) => {
		expect(await readCursorPages(pages(count), { limit: Infinity, pageSize: 100 }, identify)).toEqual(rowsNamed(0, count));
	});

	test('a Limit is exact', async () => {
		expect(await readCursorPages(pages(350), { limit: 201, pageSize: 100 }, identify)).toEqual(rowsNamed(0, 201));
	});

	test('a cursor that comes again ends it', async () => {
		let asked = 0;
		const rows = await readCursorPages(
			async () => ({ rows: rowsNamed(asked, ++asked), next: 'same' }),
			{ limit: Infinity, pageSize: 100 },
			identify,
		);
		expect(rows).toEqual(rowsNamed(0, 2));
	});
});
