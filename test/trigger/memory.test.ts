import type { Identity } from '../../nodes/NexTrigger/identity';
import { identityOf, short } from '../../nodes/NexTrigger/identity';
import type { SavedMemory } from '../../nodes/NexTrigger/memory';
import { createMemory, isSavedMemory } from '../../nodes/NexTrigger/memory';
import { createResumption } from '../../nodes/NexTrigger/resumption';

const at = (time: number, name = `${time}`): Identity => identityOf(short(name), short(`words of ${name}`), time);

const save = (memory: ReturnType<typeof createMemory>, oldest = Infinity): SavedMemory => ({
	v: 1,
	...memory.save(oldest),
	kind: 'insight',
	at: 1,
	position: memory.position ?? null,
	started: [],
	notes: {},
});

/** A memory of events at the times from 1 on. */
function remembering(count: number, ceiling = Infinity, held: Identity[] = []) {
	const memory = createMemory(undefined, () => held);
	held.forEach(memory.hold);
	memory.position = 0;
	memory.ceiling = () => ceiling;
	for (let time = 1; time <= count; time++) memory.add(at(time));
	return memory;
}

test('every event that is not before the floor is known, and it stays small', () => {
	const memory = remembering(20_000, 30_000);
	const { floor = 0 } = memory;
	expect(floor).toBeGreaterThan(18_000);
	for (let time = 1; time <= 20_000; time++) expect([time, memory.has(at(time)) || memory.isForgotten(at(time))]).toEqual([time, true]);
	expect(JSON.stringify(save(memory)).length).toBeLessThan(32_000);
});

test('an event that is with delivery for long is known however many others come meanwhile', () => {
	const memory = remembering(20_000, 30_000, [at(-1)]);
	expect([memory.has(at(-1)), memory.has(at(-2))]).toEqual([true, false]);
	memory.add(at(-1));
	expect(memory.has(at(-1))).toBe(true);
});

test('the floor stays before what may be missing, for which twice as much is not kept', () => {
	const memory = remembering(20_000, 100);
	expect(memory.floor ?? 0).toBeLessThanOrEqual(100);
	expect(memory.isForgotten(at(100))).toBe(false);
	expect(JSON.stringify(save(memory)).length).toBeLessThan(48_000);
});

test('what no reading brings again is forgotten, but for the last', () => {
	const memory = remembering(900);
	memory.forgetBefore(901);
	expect(memory.floor).toBe(513);
	expect([memory.isForgotten(at(512)), memory.isForgotten(at(513)), memory.has(at(513))]).toEqual([true, false, true]);
	expect(memory.isLarge).toBe(false);
});

test('a trigger goes on from the position that an earlier build stored', () => {
	const { position, ...rest } = save(remembering(3));
	const earlier: unknown = { ...rest, watermark: 7 };
	expect(isSavedMemory(earlier) && createMemory(earlier).position).toBe(7);
	expect(createMemory({ ...rest, position, watermark: 7 }).position).toBe(0);
});

test('an event that waits for its workflow is not taken for known after a restart, though others of its time are', () => {
	const memory = remembering(2_000, Infinity, [at(500), at(1_999)]);
	expect(memory.isForgotten(at(500))).toBe(true);
	const after = createMemory(save(memory, 500));
	expect([after.isForgotten(at(500)), after.isForgotten(at(501))]).toEqual([false, true]);
	after.add(at(500));
	expect(after.isForgotten(at(500))).toBe(true);
});

describe('What another process had handed over and not seen to end', () => {
	const text = at(7).text;
	const before = (more: Partial<SavedMemory>) => ({ ...save(createMemory()), ...more });

	test('is handed over again once', () => {
		const first = createResumption(before({ started: [text] }), false);
		expect(first.unconfirmed).toEqual([text]);
		expect(first.divide([text], () => [text])).toEqual({ started: [text], again: [] });
		expect(first.divide([text], () => [])).toEqual({ started: [], again: [text] });
		const second = createResumption(before({ started: [], again: [text] }), false);
		expect([second.unconfirmed, second.settled]).toEqual([[], [at(7)]]);
	});

	test('is handed over each time, if what is cut off is to begin again', () => {
		const second = createResumption(before({ started: [], again: [text] }), true);
		expect([second.unconfirmed, second.settled]).toEqual([[text], []]);
		expect(second.divide([text], () => [])).toEqual({ started: [text] });
	});
});
