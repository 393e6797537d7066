import { keyOf, textOf } from '../../../nodes/NexTrigger/executionKey';
import type { Identity } from '../../../nodes/NexTrigger/identity';
import type { Offered } from '../../../nodes/NexTrigger/delivery/queue';
import type { Arrival, Origin } from '../../../nodes/NexTrigger/insights/arrivals';
import { createHanding } from '../../../nodes/NexTrigger/insights/handing';
import type { Insight } from '../../../nodes/NexTrigger/insights/insight';
import { identify, wordsOf } from '../../../nodes/NexTrigger/insights/insight';

import { createMemory } from '../../../nodes/NexTrigger/memory';

const arrival = (insight: Insight): Arrival => ({ insight, identity: identify(insight), words: wordsOf(insight), shared: false });

const at = (time: number) => new Date(time).toISOString();
const whole = (id: string, time = 5_000) => arrival({ id, type: 'fact', content: `words of ${id}`, created_at: at(time) });
const bare = (id: string) => arrival({ content: `words of ${id}` });

function newsWith({ begun = [] }: { begun?: Identity[] } = {}) {
	const memory = createMemory();
	let offered: Offered = 'taken';
	const taken: unknown[] = [];
	const handing = createHanding({
		memory,
		delivery: {
			wasBegun: ({ id }) => begun.some((one) => one.id === id),
			offer: ({ json }) => (offered === 'taken' && taken.push(json), offered),
			held: [],
		},
		matches: ({ type }) => type !== 'risk',
		notes: {},
		stored: [],
	});
	return {
		memory,
		/** True for one that is handed over. */
		has(one: Arrival, origin: Origin): boolean {
			const before = taken.length;
			handing.hand(one, origin, 10_000);
			return taken.length > before;
		},
		/** Has one let go, because too much of its subject waits, which is read again later. */
		letGo(one: Arrival): void {
			offered = 'subject full';
			handing.hand(one, 'live', 10_000);
			offered = 'taken';
			handing.backlog.retry();
			handing.backlog.begun();
		},
	};
}

test('an insight is new until it is handed over or was started, whichever way it comes', () => {
	const news = newsWith();
	expect(news.has(whole('a'), 'live')).toBe(true);
	expect([news.has(whole('a'), 'live'), news.has(whole('a'), 'asked')]).toEqual([false, false]);
	news.memory.add(whole('a').identity);
	expect(news.has(whole('a'), 'asked')).toBe(false);
	news.memory.add(whole('b').identity);
	expect(news.has(whole('b'), 'live')).toBe(false);
});

test('what the stream repeats of the past is not new: REST decides', () => {
	expect(newsWith().has(whole('a'), 'replay')).toBe(false);
});

test.each([
	['first', bare('a'), whole('a')],
	['last', whole('a'), bare('a')],
])('an insight is known in its other form if the one without ID and time comes %s', (_order, one, other) => {
	const news = newsWith();
	expect(news.has(one, 'live')).toBe(true);
	expect(news.has(other, 'asked')).toBe(false);
});

test('what REST has from before the floor is new only if it was begun or let go, and what comes live always is', () => {
	const old = { ...whole('a'), insight: { ...whole('a').insight, target: { hint: 'Ida' } } };
	const found = (origin: Origin, { begun, isLetGo = false }: { begun?: Identity[]; isLetGo?: boolean } = {}) => {
		const news = newsWith({ begun });
		if (isLetGo) news.letGo(old);
		news.memory.floor = 6_000;
		return news.has(old, origin);
	};
	expect([found('asked'), found('recent'), found('live')]).toEqual([false, false, true]);
	expect(found('asked', { isLetGo: true })).toBe(true);
	const begun = [old.identity];
	expect([found('asked', { begun }), found('recent', { begun }), found('live', { begun })]).toEqual([true, true, true]);
});

test('what does not pass the filter over REST may pass with what the stream says of it, not the other way round', () => {
	const news = newsWith();
	const risk = (id: string) => arrival({ id, type: 'risk', content: 'x' });
	const fact = (id: string) => arrival({ id, type: 'fact', content: 'x' });
	expect([news.has(risk('a'), 'asked'), news.has(fact('a'), 'live')]).toEqual([false, true]);
	expect([news.has(risk('b'), 'live'), news.has(fact('b'), 'asked')]).toEqual([false, false]);
});

test('an insight without an ID makes words the keys of all', () => {
	const news = newsWith();
	const { memory } = news;
	const { identity } = whole('a');
	const before = textOf([identity], memory);
	news.has(bare('b'), 'live');
	const after = textOf([identity], memory);
	expect(keyOf([identity], after, memory)).not.toBe(keyOf([identity], before, memory));
	// What was begun before keeps its key.
	expect(keyOf([identity], before, memory)).toBe(identity.id);
});
