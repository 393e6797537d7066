import { identityOf, short } from '../../../nodes/NexTrigger/identity';
import type { Arrival } from '../../../nodes/NexTrigger/insights/arrivals';
import { createWaiting } from '../../../nodes/NexTrigger/insights/waiting';

const arrival = (name: string, time: number | undefined, more: object = {}): Arrival => {
	const identity = identityOf(short(name), short(name), time);
	return { insight: { content: name, ...more }, identity, words: '', shared: false };
};

const namesOf = (taken: Array<[Arrival, string]>) => taken.map(([{ insight }]) => insight.content);

test('what waits comes out oldest first, up to a time, and the rest later', () => {
	const waiting = createWaiting();
	for (const [name, time] of [
		['c', 3],
		['a', 1],
		['none', undefined],
		['b', 2],
	] as const)
		waiting.add(arrival(name, time), 'live');
	expect(namesOf(waiting.takeBefore(3))).toEqual(['a', 'b']);
	expect(namesOf(waiting.takeBefore(Infinity))).toEqual(['c', 'none']);
	expect(waiting.takeBefore(Infinity)).toEqual([]);
});

test('no more wait than fit', () => {
	const waiting = createWaiting();
	const added = Array.from({ length: 501 }, (_none, index) => waiting.add(arrival(`${index}`, index), 'live'));
	expect(added.indexOf(false)).toBe(500);
});

test('what REST says is laid together with what the stream said of the same', () => {
	const waiting = createWaiting();
	waiting.add(arrival('a', 1, { from: 'stream', signals: 1 }), 'replay');
	expect(waiting.enrich(arrival('a', 1, { from: 'REST', id: 7 })).insight).toEqual({ content: 'a', from: 'stream', signals: 1, id: 7 });
	const other = arrival('b', 1);
	expect(waiting.enrich(other)).toBe(other);
});
