import { readCursorPages } from '../../../nodes/shared/answers/cursorPages';
import type { OffsetPage } from '../../../nodes/shared/answers/offsetPages';
import { readOffsetPages } from '../../../nodes/shared/answers/offsetPages';

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
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify })).toEqual(rowsNamed(0, count));
	});

	test.each([1, 50, 99, 100, 101, 199, 200, 201, 999])('a Limit of %i is exact, and no row more is asked for', async (limit) => {
		const { fetchPage, asked } = server(1_000, { says });
		expect(await readOffsetPages(fetchPage, { limit, pageSize: 100, identify })).toEqual(rowsNamed(0, limit));
		expect(asked.reduce((sum, [, size]) => sum + size, 0)).toBe(limit);
	});

	if (says !== 'nothing') {
		test('a server that gives at most 25 a page still gives all', async () => {
			const { fetchPage } = server(1_003, { says, cap: 25 });
			expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify })).toEqual(rowsNamed(0, 1_003));
		});
	}
});

test('An exact multiple of the page is followed by one question more, sent beside the others', async () => {
	const { fetchPage, asked } = server(300);
	let open = 0;
	let most = 0;
	const counting = async (offset: number, limit: number) => {
		most = Math.max(most, ++open);
		await new Promise((resolve) => setImmediate(resolve));
		open--;
		return await fetchPage(offset, limit);
	};
	await readOffsetPages(counting, { limit: Infinity, pageSize: 100, identify });
	expect(asked).toEqual([
		[0, 100],
		[100, 100],
		[200, 100],
		[300, 100],
	]);
	expect(most).toBe(3);
});

test('A last page that is not full costs no question more', async () => {
	const { fetchPage, asked } = server(275);
	await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify });
	expect(asked).toHaveLength(3);
});

describe('A total that is too low, without a word on whether there are more', () => {
	const totals: Array<[string, (rows: number, offset: number) => number]> = [
		['the rows of the page', (rows) => rows],
		['less than the rows of the page', (rows) => rows - 1],
		['zero', () => 0],
		['the rows so far', (rows, offset) => offset + rows],
		['that of an older state', () => 200],
		['another on every page', (_rows, offset) => 150 + offset],
	];

	test.each(totals)('loses no row if it is %s', async (_what, total) => {
		for (const count of [1, 99, 100, 101, 200, 275, 300, 301]) {
			const fetchPage = async (offset: number, limit: number) => {
				const rows = rowsNamed(offset, Math.min(count, offset + limit));
				return { rows, total: total(rows.length, offset) };
			};
			expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify })).toEqual(rowsNamed(0, count));
			expect(await readOffsetPages(fetchPage, { limit: 250, pageSize: 100, identify })).toEqual(rowsNamed(0, Math.min(250, count)));
		}
	});

	test('loses no row of a server that says that it gives fewer at once than it was asked for', async () => {
		const fetchPage = async (offset: number, limit: number) => {
			const rows = rowsNamed(offset, Math.min(60, offset + Math.min(25, limit)));
			return { rows, total: rows.length, limit: 25 };
		};
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify })).toEqual(rowsNamed(0, 60));
	});
});

describe('A server that gives the same rows for ever comes to an end, which is told', () => {
	const page = rowsNamed(0, 100);
	const nameless = page.map((_row, i) => ({ id: null, name: `Row ${i}` }));
	const cases: Array<[string, (call: number) => OffsetPage<{ id: unknown }>]> = [
		['with has_more', () => ({ rows: page, hasMore: true })],
		['with has_more and a next offset', (call) => ({ rows: page, hasMore: true, nextOffset: 100 * call })],
		['without a word on what is left', () => ({ rows: page })],
		['with a total', () => ({ rows: page, total: 5_000 })],
		['with a total that grows', (call) => ({ rows: page, total: 100 * (call + 1) })],
		['with a total and has_more', () => ({ rows: page, total: 100, hasMore: true })],
		['in turns', (call) => ({ rows: call % 2 ? page : page.slice(0, 50), hasMore: true })],
		['without IDs', () => ({ rows: nameless, hasMore: true })],
		['one row at a time', () => ({ rows: page.slice(0, 1), hasMore: true })],
	];

	test.each(cases)('%s', async (_what, answer) => {
		let asked = 0;
		const repeats = jest.fn();
		const rows = await readOffsetPages(async () => answer(++asked), { limit: Infinity, pageSize: 100, identify: ({ id }) => id, repeats });
		expect(rows.length).toBeLessThanOrEqual(100);
		expect(new Set(rows).size).toBe(rows.length);
		expect(asked).toBeLessThan(60);
		expect(repeats).toHaveBeenCalledTimes(1);
	});

	test('but a hundred rows that are put in front meanwhile do not end it, nor is anything told of them', async () => {
		const repeats = jest.fn();
		const fetchPage = async (offset: number, limit: number) => {
			const shift = offset === 0 ? 0 : 100;
			const to = Math.min(350, offset - shift + limit);
			return { rows: rowsNamed(offset - shift, to), hasMore: to < 350 };
		};
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, repeats })).toEqual(rowsNamed(0, 350));
		expect(repeats).not.toHaveBeenCalled();
	});

	test('and rows without an ID that are alike all come if the total counts them', async () => {
		const rows = Array.from({ length: 300 }, () => ({ id: null, name: 'Ada' }));
		const fetchPage = async (offset: number, limit: number) => ({ rows: rows.slice(offset, offset + limit), total: 300 });
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify: ({ id }) => id })).toHaveLength(300);
	});
});

test('A row that moves to the next page while it is read comes once', async () => {
	const fetchPage = async (offset: number, limit: number) => {
		// One row is put in front after the first page.
		const shift = offset === 0 ? 0 : 1;
		return { rows: rowsNamed(offset - shift, Math.min(250, offset - shift + limit)), total: 250 + shift };
	};
	const rows = await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify });
	expect(new Set(rows.map(identify)).size).toBe(rows.length);
	expect(rows).toEqual(rowsNamed(0, 250));
});

test('A total that promises more than there is does not make it ask for ever', async () => {
	let asked = 0;
	const fetchPage = async (offset: number, limit: number) => {
		asked++;
		return { rows: rowsNamed(offset, Math.min(150, offset + limit)), total: 500 };
	};
	const fallsShort = jest.fn();
	expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, fallsShort })).toEqual(rowsNamed(0, 150));
	expect(asked).toBeLessThan(10);
	expect(fallsShort).toHaveBeenCalledTimes(1);
});

describe('Rows that a server speaks of and does not give end the reading, which is told', () => {
	const cases: Array<[string, (offset: number) => OffsetPage<Row>, number]> = [
		['no row at all of a total', () => ({ rows: [], total: 120 }), 0],
		['no row at all, though there are more', () => ({ rows: [], hasMore: true }), 0],
		['a later page without a row or a total', (offset) => (offset === 0 ? { rows: rowsNamed(0, 100), total: 120 } : { rows: [] }), 100],
		['a later page with too few', (offset) => ({ rows: rowsNamed(offset, Math.min(offset + 100, 110)), total: 120 }), 110],
		['a later page that only says that there are more', (offset) => ({ rows: rowsNamed(offset, 100), hasMore: true }), 100],
		['no page that points on for ever has a row', (offset) => ({ rows: [], hasMore: true, nextOffset: offset + 100 }), 0],
	];
	test.each(cases)('%s', async (_what, answer, rows) => {
		let asked = 0;
		const [fallsShort, repeats] = [jest.fn(), jest.fn()];
		const fetchPage = async (offset: number) => {
			asked++;
			return answer(offset);
		};
		const read = readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, fallsShort, repeats });
		expect(await read).toEqual(rowsNamed(0, rows));
		expect(asked).toBeLessThan(40);
		expect(fallsShort).toHaveBeenCalledTimes(1);
		expect(repeats).not.toHaveBeenCalled();
	});

	test('but not if a Limit was all that was wanted, or a total falls meanwhile', async () => {
		const fallsShort = jest.fn();
		const fetchPage = async (offset: number, limit: number) => {
			const total = offset === 0 ? 150 : 140;
			return { rows: rowsNamed(offset, Math.min(total, offset + limit)), total };
		};
		expect(await readOffsetPages(fetchPage, { limit: 100, pageSize: 100, identify, fallsShort })).toHaveLength(100);
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, fallsShort })).toHaveLength(140);
		expect(fallsShort).not.toHaveBeenCalled();
	});
});

test.each([undefined, true])(
	'A page without a row in the middle ends nothing if it points on; has_more on the others is %s',
	async (hasMore) => {
		const fetchPage = async (offset: number, limit: number): Promise<OffsetPage<Row>> => {
			const to = Math.min(300, offset + Math.min(50, limit));
			if (offset === 100) return { rows: [], hasMore: true, nextOffset: 150 };
			return { rows: rowsNamed(offset, to), ...(to < 300 && { hasMore, nextOffset: to }) };
		};
		expect(await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify })).toEqual([
			...rowsNamed(0, 100),
			...rowsNamed(150, 300),
		]);
	},
);

test('How many rows will come is announced before they are read', async () => {
	const { fetchPage, asked } = server(5_000);
	const refuse = () => {
		throw new Error('too many');
	};
	await expect(readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, announce: refuse })).rejects.toThrow('too many');
	expect(asked).toHaveLength(1);
});

describe('Along cursors', () => {
	const pages = (count: number) => async (cursor: string | undefined, limit: number) => {
		const from = Number(cursor ?? 0);
		const rows = rowsNamed(from, Math.min(count, from + limit));
		return { rows, next: from + rows.length < count ? String(from + rows.length) : undefined };
	};

	test.each([0, 1, 100, 101, 350])('all of %i rows come', async (count) => {
		expect(await readCursorPages(pages(count), { limit: Infinity, pageSize: 100, identify })).toEqual(rowsNamed(0, count));
	});

	test('a Limit is exact', async () => {
		expect(await readCursorPages(pages(350), { limit: 201, pageSize: 100, identify })).toEqual(rowsNamed(0, 201));
	});

	test('a cursor that comes again ends it', async () => {
		let asked = 0;
		const rows = await readCursorPages(async () => ({ rows: rowsNamed(asked, ++asked), next: 'same' }), {
			limit: Infinity,
			pageSize: 100,
			identify,
		});
		expect(rows).toEqual(rowsNamed(0, 2));
	});

	test('pages without a row are followed by the next, if there are more', async () => {
		const [repeats, fallsShort] = [jest.fn(), jest.fn()];
		const fetchPage = async (cursor: string | undefined) => {
			const page = Number(cursor ?? 0);
			return { rows: page % 3 === 2 ? rowsNamed(page, page + 1) : [], next: page < 8 ? String(page + 1) : undefined, hasMore: page < 8 };
		};
		const read = readCursorPages(fetchPage, { limit: Infinity, pageSize: 100, identify, repeats, fallsShort });
		expect(await read).toEqual([2, 5, 8].flatMap((page) => rowsNamed(page, page + 1)));
		expect([repeats, fallsShort].flatMap(({ mock }) => mock.calls)).toEqual([]);
	});

	const ends: Array<[string, (asked: number) => { rows: Row[]; next?: string; hasMore?: boolean }, boolean]> = [
		['without a row, and nothing said of more', (asked) => ({ rows: [], next: `cursor ${asked}` }), false],
		['without a row for ever', (asked) => ({ rows: [], next: `cursor ${asked}`, hasMore: true }), true],
		['without a row and with the same cursor', () => ({ rows: [], next: 'same', hasMore: true }), true],
		['with more, but no cursor', () => ({ rows: rowsNamed(0, 50), hasMore: true }), true],
	];
	test.each(ends)('a page %s ends it', async (_what, answer, isTold) => {
		let asked = 0;
		const [repeats, fallsShort] = [jest.fn(), jest.fn()];
		await readCursorPages(async () => answer(asked++), { limit: Infinity, pageSize: 100, identify, repeats, fallsShort });
		expect(asked).toBeLessThan(40);
		expect(fallsShort).toHaveBeenCalledTimes(isTold ? 1 : 0);
		expect(repeats).not.toHaveBeenCalled();
	});

	test('new cursors that lead to the same rows for ever end it, which is told', async () => {
		let asked = 0;
		const repeats = jest.fn();
		const rows = await readCursorPages(async () => ({ rows: rowsNamed(0, 50), next: `cursor ${asked++}` }), {
			limit: Infinity,
			pageSize: 100,
			identify,
			repeats,
		});
		expect(rows).toEqual(rowsNamed(0, 50));
		expect(asked).toBeLessThan(10);
		expect(repeats).toHaveBeenCalledTimes(1);
	});
});

test.each([{ id: '' }, { id: '7' }])(
	'A server that gives the same page for ever is left alone, though a row of it has no ID, beside %j',
	async (other) => {
		const page = [{ id: '' }, other].map((row, at) => ({ ...row, at }));
		let pages = 0;
		const repeats = jest.fn();
		const fetchPage = async () => {
			if (++pages > 50) throw new Error('It goes on for ever');
			return { rows: page, hasMore: true };
		};
		const rows = await readOffsetPages(fetchPage, { limit: Infinity, pageSize: 100, identify, repeats });
		expect(rows).toEqual(page);
		expect(repeats).toHaveBeenCalledTimes(1);
	},
);
