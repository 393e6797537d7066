import { PAGE, readGap } from '../../nodes/NexTrigger/insights/gap';
import { seeded } from '../support/virtual-time';

const NOW = Date.parse('2026-03-01T12:00:00Z');

/** Reads a gap from a server that answers with `order` of what it has, and counts what it is asked. */
async function read(times: number[], from: number, order: 'newest' | 'oldest' | 'any' = 'newest') {
	let requests = 0;
	const sorted = [...times].sort((a, b) => (order === 'newest' ? b - a : a - b));
	const got: number[] = [];
	const windows: number[] = [];
	const pages = readGap(
		async (start, end) => {
			requests++;
			const inside = sorted.filter((time) => time >= start && time <= end);
			const rows =
				order === 'any'
					? inside.filter((_time, index) => index % 3 !== 1).concat(inside.filter((_time, index) => index % 3 === 1))
					: inside;
			const page = rows.slice(0, PAGE);
			return { rows: page, full: rows.length >= PAGE, middle: [...page].sort((a, b) => a - b)[page.length >> 1] };
		},
		from,
		NOW,
	);
	for await (const rows of pages) {
		got.push(...rows);
		if (rows.length > 0) windows.push(Math.min(...rows));
	}
	return { got: new Set(got), windows, requests };
}

test('a quiet gap costs one request', async () => {
	expect(await read([NOW - 5, NOW + 60_000], NOW - 60_000)).toMatchObject({ requests: 1, got: new Set([NOW - 5, NOW + 60_000]) });
});

test.each(['newest', 'oldest', 'any'] as const)(
	'nothing is missed where an answer holds the %s first, however the insights are spread',
	async (order) => {
		for (let seed = 1; seed <= 20; seed++) {
			const random = seeded(seed);
			const count = Math.floor(random() * 3_000);
			const span = 10 ** (4 + random() * 6);
			const times = [...new Set(Array.from({ length: count }, () => Math.floor(NOW - span * random() ** (1 + random() * 5))))];
			const { got, windows } = await read(times, NOW - span - 1, order);
			expect([seed, got.size]).toEqual([seed, times.length]);
			expect(windows).toEqual([...windows].sort((a, b) => a - b));
		}
	},
);

test('ten thousand insights take fewer than four hundred requests', async () => {
	const times = Array.from({ length: 10_000 }, (_none, index) => NOW - 10_000_000 + index * 1_000);
	const { got, requests } = await read(times, NOW - 20_000_000);
	expect(got.size).toBe(10_000);
	expect(requests).toBeLessThan(400);
});

test('what lies close together at the beginning of a long gap is found in few requests', async () => {
	const times = Array.from({ length: 200 }, (_none, index) => NOW - 86_400_000 + index * 1_000);
	const { got, requests } = await read(times, NOW - 86_400_000);
	expect(got.size).toBe(200);
	expect(requests).toBeLessThanOrEqual(12);
});

test('more insights in one millisecond than an answer holds do not hold the trigger up', async () => {
	const { requests } = await read([...Array<number>(150).fill(NOW - 1_000), NOW - 10], NOW - 60_000);
	expect(requests).toBeLessThan(100);
});
