import type { Delivered } from '../../../nodes/NexTrigger/delivery';
import type { Queue } from '../../../nodes/NexTrigger/delivery/queue';
import { createQueue, LONGEST_QUEUE } from '../../../nodes/NexTrigger/delivery/queue';
import { event, namesOf } from './events';

const free = () => false;
const waitingIn = (queue: Queue) => namesOf(queue.all.map((one) => one.event));

/** Offers so many events of a subject; how many of them were taken. */
const fill = (queue: Queue, count: number, subject?: string) =>
	Array.from({ length: count }, (_none, index) => queue.add(event(`${subject} ${index}`, index, subject), 0)).filter(
		(offered) => offered === 'taken',
	).length;

/** Takes out so many of the oldest. */
const take = (queue: Queue, batchSize: number, isHeldBack: (event: Delivered) => boolean = free) => {
	const batch = queue.takeBatch(isHeldBack, { batchSize, batchWait: 0 }, 0);
	return typeof batch === 'number' ? [] : namesOf(batch.events);
};

test('what is older goes first, whenever it came, and what has one time in the order it came', () => {
	const queue = createQueue();
	for (const [name, time] of [
		['c', 30],
		['a', 10],
		['b', 20],
		['c2', 30],
	] as const)
		queue.add(event(name, time), 0);
	expect(waitingIn(queue)).toEqual(['a', 'b', 'c', 'c2']);
	expect(queue.oldest).toBe(10);
});

test('what has no time keeps its place behind what came before it', () => {
	const queue = createQueue();
	queue.add(event('a', 10), 0);
	queue.add(event('undated', undefined), 0);
	queue.add(event('b', 20), 0);
	expect(waitingIn(queue)).toEqual(['a', 'undated', 'b']);
});

test('what is held back is passed over', () => {
	const queue = createQueue();
	queue.add(event('busy', 1, 'Ida'), 0);
	queue.add(event('free', 2, 'Olaf'), 0);
	expect(take(queue, 5, ({ subject }) => subject === 'Ida')).toEqual(['free']);
	expect(waitingIn(queue)).toEqual(['busy']);
});

test('of one subject a fifth of the queue may wait, and others still fit', () => {
	const queue = createQueue();
	expect(fill(queue, 600, 'Ida')).toBe(LONGEST_QUEUE / 5);
	expect(queue.add(event('one more', 1, 'Ida'), 0)).toBe('subject full');
	expect(queue.add(event('first', 1, 'Olaf'), 0)).toBe('taken');
	expect(queue.add(event('first of nobody', 1), 0)).toBe('taken');
});

test('if twenty are noisy, there is room for another', () => {
	const queue = createQueue();
	const taken = Array.from({ length: 20 }, (_none, index) => fill(queue, 600, `noisy ${index}`));
	expect(taken[0]).toBe(100);
	expect(Math.min(...taken)).toBeGreaterThan(0);
	expect(queue.add(event('quiet', 1, 'quiet'), 0)).toBe('taken');
});

test('the queue as a whole is bounded', () => {
	const queue = createQueue();
	expect(fill(queue, 600)).toBe(LONGEST_QUEUE);
	expect(queue.add(event('one more', 1, 'Ida'), 0)).toBe('full');
});

test('there is room again for a subject when most of its events have gone, and that is told once', () => {
	const queue = createQueue();
	fill(queue, 101, 'Ida');
	expect(queue.takeRoomAgain()).toBe(false);
	take(queue, 50);
	expect(queue.takeRoomAgain()).toBe(false);
	take(queue, 25);
	expect(queue.takeRoomAgain()).toBe(true);
	expect(queue.takeRoomAgain()).toBe(false);
});

test('there is room again for all when most of a full queue has gone, and that is told once', () => {
	const queue = createQueue();
	fill(queue, 501);
	take(queue, 300);
	expect(queue.takeRoomAgain()).toBe(false);
	take(queue, 100);
	expect(queue.takeRoomAgain()).toBe(true);
	expect(queue.takeRoomAgain()).toBe(false);
});

describe('A batch', () => {
	const limits = { batchSize: 3, batchWait: 1_000 };

	test('goes when it is whole, oldest first, and the rest waits', () => {
		const queue = createQueue();
		fill(queue, 4, 'Ida');
		expect(queue.takeBatch(free, limits, 0)).toMatchObject({ events: [0, 1, 2].map((index) => ({ json: { name: `Ida ${index}` } })) });
		expect(waitingIn(queue)).toEqual(['Ida 3']);
	});

	test('goes when it has waited long enough, counted from the first that came', () => {
		const queue = createQueue();
		queue.add(event('b', 20), 5_000);
		queue.add(event('a', 10), 5_500);
		expect(queue.takeBatch(free, limits, 5_600)).toBe(6_000);
		expect(queue.takeBatch(free, limits, 6_000)).toMatchObject({ events: [{ json: { name: 'a' } }, { json: { name: 'b' } }] });
	});

	test('does not wait longer because the clock was set back', () => {
		const queue = createQueue();
		queue.add(event('a', 10), 3_600_000);
		expect(queue.takeBatch(free, limits, 500)).toBe(1_500);
	});

	test('of nothing does not come', () => {
		expect(createQueue().takeBatch(free, limits, 0)).toBe(Infinity);
	});
});
