import type { Learned } from '../../nodes/NexTrigger/insights/gap';
import { createLearned, readGap } from '../../nodes/NexTrigger/insights/gap';
import { seeded } from '../support/virtual-time';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;

const MOST_REQUESTS = 5_000;

type Order = 'newest' | 'oldest' | 'any';

interface Row {
	name: number;
	time: number;
}

interface Server {
	order?: Order;
	/** The most rows of an answer. */
	cap?: () => number;
	/** Fails at these requests. */
	fails?: (request: number) => boolean;
	/** Takes no notice of the window. */
	heedless?: boolean;
	/** Tells times in whole units of so many milliseconds, though it knows them exactly. */
	unit?: number;
}

/** Reads a gap from a server, and counts what it is asked. */
async function read(times: number[], from: number, { order = 'newest', cap = () => 100, fails, heedless, unit = 1 }: Server = {}) {
	let requests = 0;
	const rows = times.map((time, name): Row => ({ name, time })).sort((a, b) => (order === 'newest' ? b.time - a.time : a.time - b.time));
	const got: Row[] = [];
	const beginnings: number[] = [];
	const crowded: number[] = [];
	let longest = 0;
	const learned: Learned = createLearned();
	let begin = from;
	const source = {
		read: async (start: number, end: number) => {
			if (++requests >= MOST_REQUESTS) throw new Error('it asks for ever');
			if (fails?.(requests)) throw new Error('away');
			const inside = heedless ? rows : rows.filter(({ time }) => time >= start && time <= end);
			const ordered = order === 'any' ? [...inside].sort((a, b) => ((a.name * 7919) % 1013) - ((b.name * 7919) % 1013)) : inside;
			return ordered.slice(0, cap());
		},
		timeOf: ({ time }: Row) => time - (time % unit),
		keyOf: ({ name }: Row) => String(name),
		onCrowded: (time: number) => crowded.push(time),
	};
	for (let tries = 0; tries < 200 && requests < MOST_REQUESTS; tries++) {
		try {
			for await (const part of readGap(source, begin, NOW + DAY, learned)) {
				got.push(...part);
				longest = Math.max(longest, part.length);
				if (part.length === 0) continue;
				beginnings.push(Math.min(...part.map(({ time }) => time)));
				begin = Math.max(...part.map(({ time }) => time));
			}
			break;
		} catch {
			// It is asked again.
		}
	}
	return { got: new Set(got.map(({ name }) => name)), beginnings, requests, crowded, longest };
}

test('a quiet gap costs one request, and one with a few insights two', async () => {
	expect(await read([], NOW - 60_000)).toMatchObject({ requests: 1 });
	expect(await read([NOW - 5], NOW - 60_000)).toMatchObject({ requests: 2, got: new Set([0]) });
	expect(await read([NOW - 5, NOW + 60_000], NOW - 60_000)).toMatchObject({ requests: 2, got: new Set([0, 1]) });
	expect(await read(Array<number>(30).fill(NOW - 5), NOW - 60_000)).toMatchObject({ requests: 2, crowded: [] });
});

const CAPS: Array<[string, () => () => number]> = [
	['at most 100', () => () => 100],
	['at most 50', () => () => 50],
	['at most 20', () => () => 20],
	['at most 7', () => () => 7],
	[
		'now more and now fewer',
		() => {
			const random = seeded(5);
			return () => 5 + Math.floor(random() * 95);
		},
	],
	[
		'at first 100 and then ever fewer',
		() => {
			let cap = 100;
			return () => Math.max(10, cap--);
		},
	],
];

describe.each(CAPS)('A server that gives %s', (what, cap) => {
	const orders: Order[] = what.includes('now') || what.includes('ever') ? ['newest', 'oldest'] : ['newest', 'oldest', 'any'];

	test.each(orders)('and the %s first: nothing is missed however the insights are spread', async (order) => {
		for (let seed = 1; seed <= 8; seed++) {
			const random = seeded(seed);
			const count = Math.floor(random() * 1_500);
			const span = 10 ** (4 + random() * 6);
			const counts = new Map<number, number>();
			for (let index = 0; index < count; index++) {
				const time = Math.floor(NOW - span * random() ** (1 + random() * 2));
				counts.set(time, Math.min(3, (counts.get(time) ?? 0) + 1));
			}
			const times = [...counts].flatMap(([time, alike]) => Array<number>(alike).fill(time));
			const { got, beginnings, longest } = await read(times, NOW - span - 1, { order, cap: cap() });
			expect([seed, got.size]).toEqual([seed, times.length]);
			expect(beginnings).toEqual([...beginnings].sort((a, b) => a - b));
			expect(longest).toBeLessThanOrEqual(300);
		}
	});
});

test.each([49, 19, 6])(
	'%i insights of one moment are all read from a server that gives one more, with others before and after',
	async (size) => {
		const times = [...Array<number>(size).fill(NOW - 1_000), ...Array.from({ length: 90 }, (_none, index) => NOW - 5_000 + index * 100)];
		const { got } = await read(times, NOW - 60_000, { cap: () => size + 1 });
		expect(got.size).toBe(times.length);
	},
);

test('ten thousand insights take fewer than four hundred requests', async () => {
	const times = Array.from({ length: 10_000 }, (_none, index) => NOW - 10_000_000 + index * 1_000);
	const { got, requests } = await read(times, NOW - 20_000_000);
	expect(got.size).toBe(10_000);
	expect(requests).toBeLessThan(400);
});

test('what lies close together at the beginning of a long gap is found in few requests', async () => {
	const times = Array.from({ length: 200 }, (_none, index) => NOW - DAY + index * 1_000);
	const { got, requests } = await read(times, NOW - DAY);
	expect(got.size).toBe(200);
	expect(requests).toBeLessThanOrEqual(9);
});

test('a server that fails at every tenth request is read to the end all the same', async () => {
	const times = Array.from({ length: 5_000 }, (_none, index) => NOW - 10_000_000 + index * 1_000);
	const { got, requests } = await read(times, NOW - 20_000_000, { fails: (request) => request % 10 === 0 });
	expect(got.size).toBe(5_000);
	expect(requests).toBeLessThan(1_000);
});

test('more insights in one millisecond than an answer holds do not hold the trigger up, and are told', async () => {
	const { requests, got, crowded } = await read([...Array<number>(150).fill(NOW - 1_000), NOW - 10, NOW - 5_000], NOW - 60_000);
	expect(requests).toBeLessThan(10);
	expect(got.size).toBeGreaterThanOrEqual(102);
	expect(crowded).toEqual([NOW - 1_000]);
});

test.each(['newest', 'oldest'] as const)(
	'a moment that fills an answer is told of though there is nothing else, the %s first',
	async (order) => {
		const { requests, crowded } = await read(Array<number>(150).fill(NOW - 1_000), NOW - 60_000, { order });
		expect(requests).toBeLessThan(10);
		expect(crowded).toEqual([NOW - 1_000]);
	},
);

test.each([
	[90, 60],
	[60, 99],
	[99, 99],
])('%i and then %i insights of two seconds are all read from a server that knows whole seconds alone', async (earlier, later) => {
	const second = NOW - 10_000;
	const times = [...Array<number>(earlier).fill(second), ...Array<number>(later).fill(second + 1_000)];
	const { got, crowded } = await read(times, NOW - 60_000);
	expect([got.size, crowded]).toEqual([times.length, []]);
});

test('a server that does not heed the window is not asked for ever', async () => {
	const times = Array.from({ length: 300 }, (_none, index) => NOW - 10_000_000 + index * 1_000);
	const { requests } = await read(times, NOW - 20_000_000, { heedless: true });
	expect(requests).toBeLessThan(10);
});

test.each(['newest', 'oldest', 'any'] as const)(
	'dates without their milliseconds hide nothing from one who reads the %s first',
	async (order) => {
		for (let seed = 1; seed <= 8; seed++) {
			const random = seeded(seed);
			const times = Array.from({ length: 400 }, () => Math.floor(NOW - 60_000 * random()));
			const { got, requests } = await read(times, NOW - 60_000 - 1, { order, unit: 1_000, cap: () => 50 });
			expect([seed, got.size]).toEqual([seed, times.length]);
			expect(requests).toBeLessThan(150);
		}
	},
);

test('dates without their milliseconds are not asked for again and again', async () => {
	for (const order of ['newest', 'oldest', 'any'] as const) {
		const { got, requests } = await read([NOW - 2_500, NOW - 2_400, NOW - 1_500, NOW - 1_400], NOW - 60_000, { order, unit: 1_000 });
		expect([order, got.size]).toEqual([order, 4]);
		expect(requests).toBeLessThan(12);
	}
});
