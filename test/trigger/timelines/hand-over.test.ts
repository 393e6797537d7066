import { createServerClock } from '../../../nodes/NexTrigger/serverClock';
import { createHandOver } from '../../../nodes/NexTrigger/handOver';
import { createMemory } from '../../../nodes/NexTrigger/memory';

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: NOON }));
afterEach(() => jest.useRealTimers());

const handOver = () => createHandOver(createMemory(), { offer: () => 'full' });
const never = () => new AbortController().signal;

describe('Waiting for room', () => {
	test('ends when there is room, and in all after so long', async () => {
		const way = handOver();
		const wait = way.waiterFor(10_000, never());
		const first = wait();
		await jest.advanceTimersByTimeAsync(6_000);
		way.onDrained();
		expect(await first).toBe(true);
		const second = wait();
		await jest.advanceTimersByTimeAsync(4_000);
		// What may have become free at the last moment is tried for.
		expect(await second).toBe(true);
		expect(await wait()).toBe(false);
	});

	test('ends when the trigger stops', async () => {
		const stop = new AbortController();
		const waiting = handOver().waiterFor(Infinity, stop.signal)();
		stop.abort();
		expect(await waiting).toBe(false);
	});

	test('does not end later because the clock was set back', async () => {
		const way = handOver();
		const wait = way.waiterFor(10_000, never());
		const first = wait();
		jest.setSystemTime(NOON - HOUR);
		await jest.advanceTimersByTimeAsync(10_000);
		expect(await first).toBe(true);
	});
});

describe('The clock', () => {
	test("is this machine's, or the server's if that is earlier", () => {
		const clock = createServerClock();
		expect(clock.at()).toBe(NOON);
		clock.onDate(new Date(NOON + HOUR).toUTCString());
		expect(clock.at()).toBe(NOON);
		clock.onDate(new Date(NOON - HOUR).toUTCString());
		expect(clock.at()).toBe(NOON - HOUR + 1_000);
		clock.onDate('no date');
		expect(clock.at(NOON + 5)).toBe(NOON - HOUR + 1_005);
	});

	test.each([-1, 1])('what began before this machine was set %i hours on did not begin later than it did', (hours) => {
		const clock = createServerClock();
		const server = NOON;
		jest.setSystemTime(NOON - hours * HOUR);
		const begun = Date.now();
		jest.setSystemTime(NOON);
		clock.onDate(new Date(server).toUTCString());
		expect(clock.beginningOf(begun)).toBeLessThanOrEqual(NOON);
	});
});
