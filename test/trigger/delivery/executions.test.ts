import { createEndSignals } from '../../../nodes/NexTrigger/delivery/endSignals';
import { createExecutions } from '../../../nodes/NexTrigger/delivery/executions';
import { createInterrupted } from '../../../nodes/NexTrigger/delivery/interrupted';
import { encode } from '../../../nodes/NexTrigger/identity';
import { event } from './events';

const batchOf = (...events: ReturnType<typeof event>[]) => ({
	events,
	identities: events.map(({ identity }) => identity),
});

describe('What is running', () => {
	test('holds back the next of its subject until it has ended', () => {
		const executions = createExecutions();
		const running = executions.begin(batchOf(event('a', 1, 'Ida'), event('b', 2, 'Olaf')), 'ab');
		expect(executions.holdsBack(event('c', 3, 'Olaf'))).toBe(true);
		expect(executions.holdsBack(event('c', 3, 'Pia'))).toBe(false);
		expect(executions.holdsBack(event('c', 3))).toBe(false);
		expect([executions.end(running), executions.end(running)]).toEqual([true, false]);
		expect(executions.holdsBack(event('c', 3, 'Olaf'))).toBe(false);
		expect(executions.oldest).toBe(Infinity);
	});

	test('is due after its wait, and not later because the clock was set back', () => {
		const executions = createExecutions();
		const running = executions.begin(batchOf(event('a', 1)), 'a');
		expect(executions.nextDue(0)).toBe(Infinity);
		Object.assign(running, { since: 3_600_000, wait: 5_000 });
		expect(executions.nextDue(3_600_000)).toBe(3_605_000);
		expect(executions.due(3_604_999)).toEqual([]);
		expect(executions.nextDue(1_000)).toBe(6_000);
		expect(executions.due(6_000)).toEqual([running]);
	});
});

describe('How long an end is waited for', () => {
	const limits = { concurrency: 2, longestRun: 600_000 };
	class UserError extends Error {}

	test('a minute if none has ever been told, five seconds if four went by, and the longest run once one was told', () => {
		const host = { signals: false };
		const signals = createEndSignals(host, limits);
		expect(signals.longestWait).toBe(60_000);
		for (let untold = 0; untold < 4; untold++) signals.onUntold();
		expect(signals.longestWait).toBe(5_000);
		expect([signals.onTold(), signals.onTold()]).toEqual([true, false]);
		expect(signals.longestWait).toBe(600_000);
		expect(host.signals).toBe(true);
	});

	test('a run is never waited for longer than the user says', () => {
		expect(createEndSignals({ signals: false }, { ...limits, longestRun: 3_000 }).longestWait).toBe(3_000);
	});

	test('a host that refuses to tell is not asked again', () => {
		const signals = createEndSignals({ signals: true }, limits);
		expect(signals.onRefused(new UserError(), 1)).toBe(0);
		expect(signals.areAsked).toBe(false);
		expect(signals.longestWait).toBe(5_000);
	});

	test('one that could not start an execution is asked again, without the question if that fails twice and it never told', () => {
		const signals = createEndSignals({ signals: false }, limits);
		expect(signals.onRefused(new Error('the database is away'), 1)).toBe(5_000);
		expect(signals.areAsked).toBe(true);
		signals.onRefused(new Error('the database is away'), 2);
		expect(signals.areAsked).toBe(false);
	});
});

describe('What was begun before', () => {
	const [a, b, c] = [event('a', 10), event('b', 20), event('c', 30)];
	// However its key is made, its text stays what it was.
	const both = `${encode([a.identity, b.identity])}~`;
	const begun = () => createInterrupted([both, c.identity.text]);

	test('goes again with the same events, when the last of them has come', () => {
		const interrupted = begun();
		expect(interrupted.oldest).toBe(10);
		interrupted.add(b);
		expect(interrupted.takeReady()).toBeUndefined();
		expect(interrupted.held).toEqual([b.identity]);
		interrupted.add(a);
		expect([interrupted.held, interrupted.oldest, interrupted.oldestWaiting]).toEqual([[a.identity, b.identity], 10, 30]);
		expect(interrupted.takeReady()).toEqual({ events: [a, b], identities: [a.identity, b.identity], stored: both });
		expect(interrupted.has(a.identity)).toBe(false);
		expect(interrupted.oldest).toBe(30);
		expect(interrupted.texts).toEqual([c.identity.text]);
	});

	test('goes with what there is of it if no more will come, and is forgotten if there is nothing', () => {
		const interrupted = begun();
		interrupted.add(b);
		interrupted.endWait();
		expect(interrupted.takeReady()).toEqual({ events: [b], identities: [a.identity, b.identity], stored: both });
		expect(interrupted.takeReady()).toBeUndefined();
		expect([interrupted.has(c.identity), interrupted.texts]).toEqual([false, []]);
	});

	test('an event that comes twice is counted once', () => {
		const interrupted = begun();
		interrupted.add(b);
		interrupted.add(b);
		interrupted.add(a);
		expect(interrupted.takeReady()?.events).toEqual([a, b]);
	});
});
