import type { Permit } from '../../../nodes/shared/transport/pressure';
import { createPressure, pressureFor } from '../../../nodes/shared/transport/pressure';

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

/** Keeps `wanted` requests waiting, and gives the permits of those that started. */
function load(pressure: ReturnType<typeof createPressure>, wanted: number): Permit[] {
	const started: Permit[] = [];
	for (let i = 0; i < wanted; i++) void pressure.acquire().then((permit) => started.push(permit));
	return started;
}

/** Answers that take no time are not paced, so that the window alone decides. */
const stopClock = () => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-01T12:00:00.000Z'));

afterEach(() => jest.restoreAllMocks());

test('Five requests are in flight at first, and one more with every good answer, up to twenty', async () => {
	stopClock();
	const pressure = createPressure();
	const started = load(pressure, 1_000);
	await settle();
	expect(started).toHaveLength(5);
	for (let good = 1; good <= 40; good++) {
		started.shift()?.release('good');
		await settle();
		expect(started).toHaveLength(Math.min(20, 5 + good));
	}
	expect(pressure.window).toBe(20);
});

test('A burst of refusals halves the window once, and the next burst again', async () => {
	stopClock();
	const pressure = createPressure(20, 20);
	const started = load(pressure, 1_000);
	await settle();
	const burst = started.splice(0, 20);
	for (const permit of burst) permit.release('refused');
	await settle();
	expect(pressure.window).toBe(10);
	expect(started).toHaveLength(10);
	started.shift()?.release('refused');
	expect(pressure.window).toBe(5);
});

test('After a refusal the window grows by one with every window of good answers', async () => {
	stopClock();
	const pressure = createPressure(8, 20);
	const started = load(pressure, 1_000);
	await settle();
	started.shift()?.release('refused');
	await settle();
	for (let i = 0; i < 4; i++) started.shift()?.release('good');
	await settle();
	expect(pressure.window).toBe(5);
	for (let i = 0; i < 5; i++) started.shift()?.release('good');
	await settle();
	expect(pressure.window).toBe(6);
});

test('However often the server refuses, one request at a time still goes out', async () => {
	const pressure = createPressure();
	const started = load(pressure, 100);
	for (let i = 0; i < 50; i++) {
		await settle();
		started.shift()?.release('refused');
	}
	await settle();
	expect(pressure.window).toBe(1);
	expect(pressure.inFlight).toBe(1);
});

test('A request that is cancelled while it waits gives its place away', async () => {
	const pressure = createPressure(1, 1);
	const first = await pressure.acquire();
	const stop = new AbortController();
	const cancelled = pressure.acquire(stop.signal);
	const last = pressure.acquire();
	stop.abort(new Error('stopped'));
	await expect(cancelled).rejects.toThrow('stopped');
	first.release('good');
	await expect(last).resolves.toBeDefined();
	expect(pressure.inFlight).toBe(1);
});

test('Nothing new starts while the server asked to wait', async () => {
	const pressure = createPressure(5, 5);
	pressure.pause(80);
	const started = load(pressure, 3);
	await settle();
	expect(started).toHaveLength(0);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(started).toHaveLength(3);
});

describe('Pace', () => {
	let now = 0;
	beforeEach(() => {
		now = Date.parse('2026-03-01T12:00:00.000Z');
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});

	/** Has requests take so many milliseconds each, one after the other. */
	const answerAfter = async (pressure: ReturnType<typeof createPressure>, ...latencies: number[]) => {
		for (const latency of latencies) {
			const permit = await pressure.acquire();
			now += latency;
			permit.release('good');
		}
	};

	test('Requests that may leave at once leave spread over the time that an answer takes', async () => {
		const pressure = createPressure(20, 20);
		await answerAfter(pressure, 100);
		const started = load(pressure, 20);
		const at: number[] = [];
		for (const begun = now; started.length < 20 && now < begun + 200; now++) {
			await new Promise((resolve) => setTimeout(resolve, 2));
			await settle();
			at.push(started.length);
		}
		expect(at[0]).toBeLessThanOrEqual(4);
		expect(at[40]).toBeGreaterThanOrEqual(8);
		expect(at[40]).toBeLessThanOrEqual(16);
		expect(at.length).toBeLessThanOrEqual(100);
	});

	test('Requests that follow one after the other wait for no pace', async () => {
		const pressure = createPressure(20, 20);
		await answerAfter(pressure, 60_000, 0, 0, 0, 0);
		expect(pressure.inFlight).toBe(0);
	});

	test('One slow answer does not slow the quick ones down that come after it', async () => {
		const pressure = createPressure(20, 20);
		await answerAfter(pressure, 20, 60_000, 20);
		const started = load(pressure, 20);
		await settle();
		now += 5;
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(started.length).toBeGreaterThanOrEqual(8);
	});

	test('A clock that is set back holds nothing up', async () => {
		const pressure = createPressure(20, 20);
		await answerAfter(pressure, 100);
		await pressure.acquire();
		now -= 3_600_000;
		const started = load(pressure, 2);
		await settle();
		expect(started).toHaveLength(2);
	});

	test('After a slow answer the next requests wait hundredths of a second for each other, not longer', async () => {
		const pressure = createPressure(20, 20);
		await answerAfter(pressure, 60_000);
		const started = load(pressure, 8);
		await settle();
		expect(started).toHaveLength(4);
		now += 50;
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(started).toHaveLength(8);
	});
});

test('All that use one key share its window, and other keys have their own', () => {
	expect(pressureFor('https://a', 'k')).toBe(pressureFor('https://a', 'k'));
	expect(pressureFor('https://a', 'k')).not.toBe(pressureFor('https://a', 'other'));
	expect(pressureFor('https://a', 'k', { name: 'context', largest: 5 })).not.toBe(pressureFor('https://a', 'k'));
});
