import { createPressure, HIGHEST_CONCURRENCY_LIMIT } from '../../../nodes/shared/transport/pressure';
import { seeded } from '../../support/virtual-time';
import { sendMany } from './simulation/client';
import type { Rule, Server } from './simulation/servers';
import { fixedPeriods, inFlightLimit, noisy, serverOf, slowsDown, tokenBucket } from './simulation/servers';
import { VirtualTime } from './simulation/time';

const SEEDS = [1, 2, 3];
const MORE_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const FOR_EVER = Number.POSITIVE_INFINITY;
const REFUSES_WITHOUT_PAUSE = undefined;

/** Around so many milliseconds, alike for the same seed. */
const latency = (milliseconds: number, seed: number) => {
	const random = seeded(seed);
	return () => noisy(milliseconds, random);
};

interface Outcome {
	milliseconds: number;
	failed: number;
	server: Server;
	limits: number[];
}

/** Sends requests to a server until all are answered, from one process or several. */
async function send(
	rule: Rule,
	{
		count = 1_000,
		processes = 1,
		seed = 1,
		load = 0,
		onItsWay = undefined as (() => number) | undefined,
		kindOf = undefined as ((index: number) => string) | undefined,
	} = {},
): Promise<Outcome> {
	const time = new VirtualTime();
	time.load = load;
	const server = serverOf(time, rule, onItsWay);
	const pressures = Array.from({ length: processes }, () => createPressure(undefined, undefined, time));
	const work = Promise.all(
		pressures.map((pressure, index) => sendMany(time, pressure, server, count / processes, seeded(100 * seed + index), kindOf)),
	);
	const milliseconds = await time.until(work);
	const failed = (await work).reduce((sum, one) => sum + one, 0);
	return { milliseconds, failed, server, limits: pressures.map(({ concurrencyLimit }) => concurrencyLimit) };
}

test.each(SEEDS)('A server without a limit soon gets sixty-four requests at once, and never more (%i)', async (seed) => {
	const { milliseconds, server } = await send(
		inFlightLimit(() => FOR_EVER, latency(50, seed)),
		{ seed },
	);
	expect(server.most).toBe(HIGHEST_CONCURRENCY_LIMIT);
	expect(milliseconds).toBeLessThan(1.3 * (1_000 / HIGHEST_CONCURRENCY_LIMIT) * 50);
});

describe.each([1, 3, 5, 7, 12, 13, 20, 30, 34, 40, 51, 55, 60, 64])('A server that takes %i requests at once', (limit) => {
	const ideal = (1_000 / limit) * 200;

	test.each([false, true])('gets as many, and is rarely asked for more (refusing late: %s)', async (isLate) => {
		for (const seed of MORE_SEEDS) {
			const { milliseconds, failed, server } = await send(
				inFlightLimit(() => limit, latency(200, seed), isLate, REFUSES_WITHOUT_PAUSE),
				{ seed },
			);
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(ideal * 1.02 + 750);
			// The first time there may be as many as it had not answered yet, of the five that leave at once or more; later one at a time.
			expect(server.refusals).toBeLessThan(Math.max(limit, 3) + 12);
		}
	});

	test('gets as many though some answers are still on their way when it takes more', async () => {
		for (const seed of MORE_SEEDS) {
			const random = seeded(seed);
			const { milliseconds, failed, server } = await send(
				inFlightLimit(() => limit, latency(200, seed), false, REFUSES_WITHOUT_PAUSE),
				{ seed, onItsWay: () => 15 * random() },
			);
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(ideal * 1.1 + 1_000);
			expect(server.refusals).toBeLessThan(Math.max(limit, 3) + 12);
		}
	});

	test('is left alone as long as its Retry-After asks, and little time is lost to it', async () => {
		for (const seed of MORE_SEEDS) {
			const { milliseconds, failed } = await send(
				inFlightLimit(() => limit, latency(200, seed), false, 1_000),
				{ seed },
			);
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(ideal * 1.06 + 2_000);
		}
	});
});

describe.each([
	{ limit: 50, period: 1_000, name: '50 requests a second' },
	{ limit: 300, period: 60_000, name: '300 requests a minute' },
])('A server that takes $name', ({ limit, period }) => {
	/** All but the first lot have to wait until there is room; a count that starts anew does so half a period after the first. */
	const rules = [
		{ rule: fixedPeriods, ideal: (Math.ceil(1_000 / limit) - 1.5) * period },
		{ rule: tokenBucket, ideal: (1_000 / limit - 1) * period },
	];

	describe.each([true, false])('and sends a Retry-After: %s', (hasRetryAfter) => {
		test.each([5, 50, 200])('gets nearly as many, and no item fails (answers after %i ms)', async (milliseconds) => {
			for (const seed of SEEDS) {
				for (const { rule, ideal } of rules) {
					const outcome = await send(rule(limit, period, latency(milliseconds, seed), hasRetryAfter), { seed });
					expect(outcome.failed).toBe(0);
					expect(outcome.milliseconds).toBeLessThan(ideal * 1.25);
					expect(outcome.server.refusals).toBeLessThan(400);
				}
			}
		});
	});
});

describe('A server that slows down with load', () => {
	test.each([10, 30])('is asked for about as much as it works on at a time, %i requests', async (places) => {
		for (const seed of SEEDS) {
			const { milliseconds, limits, server } = await send(slowsDown(places, latency(50, seed)), { seed, count: 5_000 });
			expect(milliseconds).toBeLessThan(1.05 * (5_000 / places) * 50);
			expect(limits[0]).toBeGreaterThanOrEqual(places);
			expect(limits[0]).toBeLessThanOrEqual(2 * places);
			expect(server.refusals).toBe(0);
		}
	});

	test('is given way to before it refuses anything', async () => {
		for (const seed of SEEDS) {
			const slow = slowsDown(10, latency(50, seed));
			const { server, limits } = await send((now, inFlight) => (inFlight > 40 ? { milliseconds: 5, refused: true } : slow(now, inFlight)), {
				seed,
				count: 5_000,
			});
			expect(server.refusals).toBe(0);
			expect(limits[0]).toBeLessThanOrEqual(20);
		}
	});
});

describe('Answers that take different times for another reason than load slow nothing down', () => {
	test('an endpoint that takes twenty times as long as another', async () => {
		const random = seeded(7);
		let requests = 0;
		const rule: Rule = () => ({ milliseconds: noisy(++requests % 2 === 0 ? 1_000 : 50, random) });
		const { limits } = await send(rule, { kindOf: (index) => (index % 2 === 0 ? 'GET /v1/records/#' : 'POST /v1/context/ask') });
		expect(limits).toEqual([HIGHEST_CONCURRENCY_LIMIT]);
	});

	test('a few answers from a cache, and a few that come late', async () => {
		const random = seeded(8);
		const rule: Rule = () => {
			const chance = random();
			return { milliseconds: chance < 0.2 ? 2 : chance > 0.9 ? 2_000 : noisy(50, random) };
		};
		const { limits } = await send(rule, { count: 5_000 });
		expect(limits[0]).toBeGreaterThan(20);
	});

	test('a server that takes three times as long from some moment on', async () => {
		const early = latency(50, 9);
		const { limits } = await send((now) => ({ milliseconds: early() * (now < 1_000 ? 1 : 3) }), { count: 20_000 });
		expect(limits).toEqual([HIGHEST_CONCURRENCY_LIMIT]);
	});

	test('a processor that has more to do than it can', async () => {
		const { limits } = await send(slowsDown(10, latency(50, 10)), { load: 1 });
		expect(limits[0]).toBeGreaterThan(10);
	});
});

describe('A server that changes its limit halfway', () => {
	test('is asked for no more than it takes now', async () => {
		for (const seed of SEEDS) {
			const rule = inFlightLimit((now) => (now < 4_000 ? 40 : 10), latency(200, seed));
			const { failed, server, limits, milliseconds } = await send(rule, { seed, count: 2_000 });
			expect(failed).toBe(0);
			expect(limits[0]).toBeLessThanOrEqual(11);
			expect(server.refusals).toBeLessThan(40);
			expect(milliseconds).toBeLessThan(1.25 * (4_000 + ((2_000 - 40 * 20) / 10) * 200));
		}
	});

	test('is found out when it takes more', async () => {
		for (const seed of SEEDS) {
			const rule = inFlightLimit((now) => (now < 4_000 ? 10 : 40), latency(200, seed));
			const { failed, limits } = await send(rule, { seed, count: 4_000 });
			expect(failed).toBe(0);
			expect(limits[0]).toBeGreaterThanOrEqual(39);
		}
	});
});

test('A server that refuses everything for a moment is soon asked for as much as before', async () => {
	for (const seed of MORE_SEEDS) {
		const random = seeded(seed);
		const usual = inFlightLimit(() => 7, latency(200, seed));
		const rule: Rule = (now, inFlight) => (now > 1_500 && now < 3_000 ? { milliseconds: 5, refused: true } : usual(now, inFlight));
		const { failed, milliseconds } = await send(rule, { seed, onItsWay: () => 15 * random() });
		expect(failed).toBe(0);
		expect(milliseconds).toBeLessThan(1.25 * (1_500 + (1_000 / 7) * 200));
	}
});

test('A server that takes more than it did is found out also if never many requests wait', async () => {
	for (const seed of SEEDS) {
		const time = new VirtualTime();
		const server = serverOf(
			time,
			inFlightLimit((now) => (now < 4_000 ? 10 : 40), latency(200, seed)),
		);
		const pressure = createPressure(undefined, undefined, time);
		for (let batch = 0; batch < 60; batch++)
			expect(await time.until(sendMany(time, pressure, server, 40, seeded(seed)))).toBeGreaterThan(0);
		expect(pressure.concurrencyLimit).toBeGreaterThanOrEqual(20);
	}
});

describe('Several processes that use one key', () => {
	test('share what the server takes at once, each a fair part', async () => {
		for (const seed of SEEDS) {
			const { failed, milliseconds, limits } = await send(
				inFlightLimit(() => 20, latency(200, seed)),
				{ seed, count: 9_000, processes: 3 },
			);
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(1.25 * (9_000 / 20) * 200);
			expect(Math.min(...limits)).toBeGreaterThanOrEqual(1);
		}
	});

	test('share what the server takes at once though some answers are still on their way', async () => {
		for (const seed of MORE_SEEDS) {
			const random = seeded(seed);
			const { failed, milliseconds } = await send(
				inFlightLimit(() => 20, latency(200, seed)),
				{ seed, count: 9_000, processes: 3, onItsWay: () => 15 * random() },
			);
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(1.25 * (9_000 / 20) * 200);
		}
	});

	test.each([true, false])('share what the server takes a second (Retry-After: %s)', async (hasRetryAfter) => {
		for (const seed of SEEDS) {
			const rule = fixedPeriods(50, 1_000, latency(50, seed), hasRetryAfter);
			const { failed, milliseconds } = await send(rule, { seed, count: 3_000, processes: 3 });
			expect(failed).toBe(0);
			expect(milliseconds).toBeLessThan(1.25 * 60_000);
		}
	});
});

test('Several nodes that use one key in one process are bounded together', async () => {
	const time = new VirtualTime();
	const server = serverOf(
		time,
		inFlightLimit(() => 20, latency(200, 1)),
	);
	const pressure = createPressure(undefined, undefined, time);
	const nodes = [1, 2, 3].map((seed) => sendMany(time, pressure, server, 300, seeded(seed)));
	await time.until(Promise.all(nodes));
	expect(await Promise.all(nodes)).toEqual([0, 0, 0]);
	expect(server.most).toBe(21);
	expect(server.refusals).toBeLessThan(10);
});
