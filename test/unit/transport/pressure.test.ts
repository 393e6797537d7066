import type { Permit, Pressure } from '../../../nodes/shared/transport/pressure';
import { createPressure, HIGHEST_CONCURRENCY_LIMIT } from '../../../nodes/shared/transport/pressure';
import { MOST_KEYS, pressureFor, rememberedKeys } from '../../../nodes/shared/transport/pressureOfKey';
import { VirtualTime } from './simulation/time';

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

/** Keeps `wanted` requests waiting, and gives the permits of those that started. */
function load(pressure: Pressure, wanted: number): Permit[] {
	const started: Permit[] = [];
	for (let i = 0; i < wanted; i++) void pressure.acquire().then((permit) => started.push(permit));
	return started;
}

/** Answers that take no time are not paced, so that the concurrency limit alone decides. */
const stopped = (start?: number, largest?: number) => createPressure(start, largest, new VirtualTime());

test('Five requests are in flight at first, and one more with every good answer, up to sixty-four', async () => {
	const pressure = stopped();
	const started = load(pressure, 1_000);
	await settle();
	expect(started).toHaveLength(5);
	for (let good = 1; good <= 80; good++) {
		started.shift()?.release('good');
		await settle();
		expect(started).toHaveLength(Math.min(HIGHEST_CONCURRENCY_LIMIT, 5 + good));
	}
	expect(pressure.concurrencyLimit).toBe(64);
});

test('After a burst of refusals as many requests are in flight as the server took', async () => {
	const pressure = stopped(20, 20);
	const started = load(pressure, 1_000);
	await settle();
	expect(started).toHaveLength(20);
	for (const permit of started.splice(12, 8)) permit.release('refused');
	await settle();
	expect(pressure.concurrencyLimit).toBe(12);
	expect(started).toHaveLength(12);
});

test('However often the server refuses, one request at a time still goes out', async () => {
	const time = new VirtualTime();
	const pressure = createPressure(undefined, undefined, time);
	const started = load(pressure, 100);
	for (let refusals = 0; refusals < 50; refusals++) {
		await time.until(time.wait(5_000));
		started.shift()?.release('refused');
	}
	await time.until(time.wait(5_000));
	expect(pressure.concurrencyLimit).toBe(1);
	expect(pressure.inFlight).toBe(1);
});

test('A request that is cancelled while it waits gives its place away', async () => {
	const pressure = createPressure(1, 1);
	const first = await pressure.acquire();
	const stop = new AbortController();
	const cancelled = pressure.acquire({ signal: stop.signal });
	const last = pressure.acquire();
	stop.abort(new Error('stopped'));
	await expect(cancelled).rejects.toThrow('stopped');
	first.release('good');
	await expect(last).resolves.toBeDefined();
	expect(pressure.inFlight).toBe(1);
});

test('Nothing new starts while the server asked to wait', async () => {
	const time = new VirtualTime();
	const pressure = createPressure(5, 5, time);
	(await pressure.acquire()).release('refused', 30_000);
	const started = load(pressure, 3);
	await time.until(time.wait(29_999));
	expect(started).toHaveLength(0);
	await time.until(time.wait(2));
	expect(started.length).toBeGreaterThan(0);
});

test('What was refused goes before what has not been sent yet', async () => {
	const pressure = stopped(1, 1);
	const first = await pressure.acquire();
	const order: string[] = [];
	const sent = ['new', 'newer'].map(async (name) => {
		const permit = await pressure.acquire();
		order.push(name);
		permit.release('good');
	});
	const again = pressure.acquire({ again: true }).then((permit) => {
		order.push('again');
		permit.release('good');
	});
	first.release('good');
	await Promise.all([...sent, again]);
	expect(order).toEqual(['again', 'new', 'newer']);
});

describe('Pace', () => {
	/** Has requests take so many milliseconds each, one after the other. */
	const answerAfter = async (time: VirtualTime, pressure: Pressure, ...latencies: number[]) => {
		for (const latency of latencies) {
			const permit = await pressure.acquire();
			await time.until(time.wait(latency));
			permit.release('good');
		}
	};

	const paced = async (...latencies: number[]) => {
		const time = new VirtualTime();
		const pressure = createPressure(20, 20, time);
		await answerAfter(time, pressure, ...latencies);
		return { time, pressure };
	};

	test('Requests that may leave at once leave spread over the time that an answer takes', async () => {
		const { time, pressure } = await paced(100);
		const started = load(pressure, 20);
		await settle();
		expect(started.length).toBeLessThanOrEqual(4);
		await time.until(time.wait(40));
		expect(started.length).toBeGreaterThanOrEqual(8);
		expect(started.length).toBeLessThanOrEqual(16);
		await time.until(time.wait(60));
		expect(started).toHaveLength(20);
	});

	test('Requests that follow one after the other wait for no pace', async () => {
		const { time, pressure } = await paced(60_000, 0, 0, 0, 0);
		expect(time.now()).toBe(60_000);
		expect(pressure.inFlight).toBe(0);
	});

	test('One slow answer does not slow the quick ones down that come after it', async () => {
		const { time, pressure } = await paced(20, 60_000, 20);
		const started = load(pressure, 20);
		await time.until(time.wait(10));
		expect(started.length).toBeGreaterThanOrEqual(8);
	});

	test('After a slow answer the next requests wait hundredths of a second for each other, not longer', async () => {
		const { time, pressure } = await paced(60_000);
		const started = load(pressure, 8);
		await settle();
		expect(started).toHaveLength(4);
		await time.until(time.wait(50));
		expect(started).toHaveLength(8);
	});
});

test('All that use one key share its concurrency limit, and other keys have their own', () => {
	expect(pressureFor('https://a', 'k')).toBe(pressureFor('https://a', 'k'));
	expect(pressureFor('https://a', 'k')).not.toBe(pressureFor('https://a', 'other'));
	expect(pressureFor('https://a', 'k', { name: 'context', highest: 5 })).not.toBe(pressureFor('https://a', 'k'));
});

test('Keys that are no longer used are forgotten, and a key in use never is', async () => {
	const busy = pressureFor('https://a', 'busy');
	const permit = await busy.acquire();
	for (let key = 0; key < 20_000; key++) pressureFor('https://a', `key ${key}`);
	expect(rememberedKeys()).toBeLessThanOrEqual(MOST_KEYS);
	expect(pressureFor('https://a', 'busy')).toBe(busy);
	permit.release('good');
});
