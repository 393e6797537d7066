import { createLearned, readSince } from '../../../nodes/NexTrigger/notifications/feed';
import type { Notification } from '../../../nodes/NexTrigger/notifications/notification';

const NOW = Date.parse('2026-03-01T12:00:00Z');

/** So many notifications, a second after the other, the last one now. */
const feed = (count: number): Notification[] =>
	Array.from({ length: count }, (_none, index) => ({
		id: `n${index}`,
		sent_at: new Date(NOW - (count - 1 - index) * 1_000).toISOString(),
	}));

/** Reads the last `fresh` of them, of which none is known, from a server that gives so many at once. */
async function read(order: 'newest' | 'oldest', cap: number, all: Notification[], fresh: number, learned = createLearned()) {
	const begin = Date.parse(String(all.at(-fresh)?.sent_at)) - 1;
	let requests = 0;
	const ask = async (since: number | undefined) => {
		requests++;
		const items = all.filter(({ sent_at: sentAt }) => since === undefined || Date.parse(String(sentAt)) > since);
		if (order === 'newest') items.reverse();
		return await Promise.resolve(items.slice(0, cap));
	};
	const known = new Set(all.slice(0, -fresh).map(({ id }) => id));
	const { items, mayMiss } = await readSince(ask, begin, ({ id }) => known.has(id), learned);
	return { count: items.length, mayMiss, requests };
}

test.each([50, 30, 20])(
	'what a server that gives %i at once leaves out is told if the newest come first, and read if the oldest do',
	async (cap) => {
		expect(await read('newest', cap, feed(200), 70)).toMatchObject({ count: cap, mayMiss: true });
		expect(await read('oldest', cap, feed(200), 70)).toMatchObject({ count: 70, mayMiss: false });
	},
);

test('an answer that holds all there is, be it long, is not told as cut off', async () => {
	expect(await read('newest', 50, feed(200), 35)).toMatchObject({ count: 35, mayMiss: false });
	expect(await read('oldest', 50, feed(200), 35)).toMatchObject({ count: 35, mayMiss: false });
});

test('a quiet feed costs one request', async () => {
	expect(await read('newest', 50, feed(200), 3)).toMatchObject({ count: 3, requests: 1 });
	expect(await read('newest', 50, feed(200), 30, { most: 50 })).toMatchObject({ count: 30, requests: 1 });
});

test.each(['newest', 'oldest'] as const)(
	'more of one moment than an answer holds are told once by a server that gives the %s first',
	async (order) => {
		const moment = Array.from({ length: 70 }, (_none, index) => ({ id: `m${index}`, sent_at: new Date(NOW).toISOString() }));
		const all = [...feed(200).slice(0, 150), ...moment];
		const known = new Set(all.slice(0, 150).map(({ id }) => id));
		const ask = async (since = -Infinity) => {
			const items = all.filter(({ sent_at: sentAt }) => Date.parse(String(sentAt)) > since);
			if (order === 'newest') items.reverse();
			return await Promise.resolve(items.slice(0, 50));
		};
		const look = async () => await readSince(ask, NOW - 60_000, ({ id }) => known.has(id), createLearned());
		const { items, mayMiss } = await look();
		expect(mayMiss).toBe(true);
		for (const { id } of items) known.add(id);
		expect((await look()).mayMiss).toBe(false);
	},
);
