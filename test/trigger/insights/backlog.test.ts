import { identityOf, short } from '../../../nodes/NexTrigger/identity';
import { createBacklog } from '../../../nodes/NexTrigger/insights/backlog';

const at = (time: number, name = `${time}`) => identityOf(short(name), short(`words of ${name}`), time);

/** A record whose insights from the time 5 on were let go. */
function behind() {
	const backlog = createBacklog();
	backlog.add('ida', at(5), []);
	return backlog;
}

test('later insights of a record are let go once one was, those of others are not', () => {
	const backlog = behind();
	expect(backlog.letsGo('ida', at(6), false)).toBe(true);
	expect(backlog.letsGo('ola', at(6), false)).toBe(false);
	expect(backlog.letsGo(undefined, at(6), false)).toBe(false);
});

test('nothing is read for it before there may be room, and then from the first that was let go', () => {
	const backlog = behind();
	expect(backlog.from).toBe(Infinity);
	backlog.retry();
	expect(backlog.from).toBe(5);
});

test('a reading that began for something else brings nothing of it', () => {
	const backlog = behind();
	backlog.begun();
	expect(backlog.letsGo('ida', at(7), true)).toBe(true);
	backlog.ended();
	backlog.retry();
	expect(backlog.from).toBe(5);
});

test('a reading that brings all of it ends it', () => {
	const backlog = behind();
	backlog.retry();
	backlog.begun();
	for (const time of [5, 6]) {
		expect(backlog.letsGo('ida', at(time), true)).toBe(false);
		backlog.done('ida', at(time));
	}
	backlog.ended();
	expect(backlog.letsGo('ida', at(7), false)).toBe(false);
	expect(backlog.texts).toEqual([]);
});

test('one that is refused again is where the next reading begins', () => {
	const backlog = behind();
	backlog.retry();
	backlog.begun();
	backlog.done('ida', at(5));
	backlog.add('ida', at(6), []);
	expect(backlog.letsGo('ida', at(7), true)).toBe(true);
	backlog.ended();
	expect(backlog.from).toBe(Infinity);
	backlog.retry();
	expect(backlog.from).toBe(6);
});

test('what the stream says during the reading waits for what is read, and is read then', () => {
	const backlog = behind();
	backlog.retry();
	backlog.begun();
	expect(backlog.letsGo('ida', at(9), false)).toBe(true);
	expect(backlog.letsGo('ida', at(8), true)).toBe(false);
	expect(backlog.letsGo('ida', at(9), true)).toBe(true);
	backlog.ended();
	expect(backlog.from).toBe(9);
});

test('a reading that failed is made again from where it came', () => {
	const backlog = behind();
	backlog.retry();
	backlog.begun();
	backlog.done('ida', at(6));
	expect(backlog.from).toBe(6);
	backlog.begun();
	expect(backlog.letsGo('ida', at(7), true)).toBe(false);
});

test('of those of one time it knows which were handed over, also after a restart', () => {
	const first = createBacklog();
	first.add('ida', at(5, 'c'), [at(5, 'a'), at(5, 'b'), at(4)]);
	const second = createBacklog(first.texts);
	expect(['a', 'b', 'c', 'd'].map((name) => second.holds('ida', at(5, name)))).toEqual([false, false, true, true]);
	expect([second.holds('ida', at(4)), second.holds('ola', at(5))]).toEqual([false, false]);
	expect(second.from).toBe(5);
});

test('no more than fifty records are behind at once', () => {
	const backlog = createBacklog();
	const added = Array.from({ length: 51 }, (_none, index) => backlog.add(`record ${index}`, at(5), []));
	expect(added.filter(Boolean)).toHaveLength(50);
	expect(added.at(-1)).toBe(false);
});
