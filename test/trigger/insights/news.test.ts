import { keyOf, textOf } from '../../../nodes/NexTrigger/executionKey';
import type { Identity } from '../../../nodes/NexTrigger/identity';
import type { Arrival } from '../../../nodes/NexTrigger/insights/arrivals';
import type { Insight } from '../../../nodes/NexTrigger/insights/insight';
import { identify, wordsOf } from '../../../nodes/NexTrigger/insights/insight';
import { createNews } from '../../../nodes/NexTrigger/insights/news';
import { createMemory } from '../../../nodes/NexTrigger/memory';

const arrival = (insight: Insight): Arrival => ({ insight, identity: identify(insight), words: wordsOf(insight), shared: false });

const at = (time: number) => new Date(time).toISOString();
const whole = (id: string, time = 5_000) => arrival({ id, type: 'fact', content: `words of ${id}`, created_at: at(time) });
const bare = (id: string) => arrival({ content: `words of ${id}` });

function newsWith({ begun = [], letGo = false }: { begun?: Identity[]; letGo?: boolean } = {}) {
	const memory = createMemory();
	const news = createNews({
		memory,
		delivery: { wasBegun: ({ id }) => begun.some((one) => one.id === id) },
		matches: ({ type }) => type !== 'risk',
		wasLetGo: () => letGo,
	});
	return { memory, news };
}

test('an insight is new until it is held or was started, whichever way it comes', () => {
	const { memory, news } = newsWith();
	expect(news.has(whole('a'), 'live')).toBe(true);
	news.hold(whole('a'));
	expect([news.has(whole('a'), 'live'), news.has(whole('a'), 'asked')]).toEqual([false, false]);
	memory.add(whole('a').identity);
	expect(news.has(whole('a'), 'asked')).toBe(false);
	memory.add(whole('b').identity);
	expect(news.has(whole('b'), 'live')).toBe(false);
});

test('what the stream repeats of the past is not new: REST decides', () => {
	expect(newsWith().news.has(whole('a'), 'replay')).toBe(false);
});

test.each([
	['first', bare('a'), whole('a')],
	['last', whole('a'), bare('a')],
])('an insight is known in its other form if the one without ID and time comes %s', (_order, one, other) => {
	const { news } = newsWith();
	expect(news.has(one, 'live')).toBe(true);
	news.hold(one);
	expect(news.has(other, 'asked')).toBe(false);
});

test('what REST has from before the floor is new only if it was begun or let go, and what comes live always is', () => {
	const old = whole('a');
	const found = (news: ReturnType<typeof newsWith>) => {
		news.memory.floor = 6_000;
		return [news.news.has(old, 'asked'), news.news.has(old, 'recent'), news.news.has(old, 'live')];
	};
	expect(found(newsWith())).toEqual([false, false, true]);
	expect(found(newsWith({ letGo: true }))).toEqual([true, true, true]);
	expect(found(newsWith({ begun: [old.identity] }))).toEqual([true, true, true]);
});

test('what does not pass the filter over REST may pass with what the stream says of it, not the other way round', () => {
	const { news } = newsWith();
	const risk = arrival({ id: 'a', type: 'risk', content: 'x' });
	const fact = arrival({ id: 'a', type: 'fact', content: 'x' });
	expect([news.has(risk, 'asked'), news.has(fact, 'live')]).toEqual([false, true]);
	expect([news.has(risk, 'live'), news.has(fact, 'asked')]).toEqual([false, false]);
});

test('an insight without an ID makes words the keys of all', () => {
	const { memory, news } = newsWith();
	const { identity } = whole('a');
	const before = textOf([identity], memory);
	news.has(bare('b'), 'live');
	const after = textOf([identity], memory);
	expect(keyOf([identity], after, memory)).not.toBe(keyOf([identity], before, memory));
	// What was begun before keeps its key.
	expect(keyOf([identity], before, memory)).toBe(identity.id);
});
