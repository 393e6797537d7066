import { echo } from './echo';

const realNow = performance.now.bind(performance);

/**
 * Makes timers and the clock stand still until `pass` moves them; sockets stay real. Call it before
 * a server or a trigger is started, so that both live in the same time.
 */
export function stopTime(start = '2026-03-01T12:00:00.000Z'): void {
	jest.useFakeTimers({
		now: Date.parse(start),
		doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'],
	});
}

/** Has n8n draw the same second of the minute for every schedule (toCronExpression): by chance a minute would hold one look or two. */
export function scheduleAtSecond(second: number): void {
	jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
		if (array instanceof Uint32Array) array.fill(second);
		return array;
	});
}

/** Lets what is on its way over loopback arrive, however busy the machine is: both ends are in this process. */
export async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) {
		await echo();
		for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
	}
}

/** Moves the clock on by `milliseconds`, in steps, with everything that happens over the network in between. */
export async function pass(milliseconds: number, step = 1_000): Promise<void> {
	for (let left = milliseconds; left > 0; left -= step) {
		await jest.advanceTimersByTimeAsync(Math.min(step, left));
		await settle();
	}
	// What the last step has begun may need several round trips.
	for (let round = 0; round < 10; round++) await settle();
}

/** Moves the clock on until `condition` holds, for at most `milliseconds` of virtual time. Returns what it took. */
export async function passUntil(condition: () => boolean, what: string, milliseconds = 120_000, step = 250): Promise<number> {
	const begun = Date.now();
	// Something may be on its way that no clock moves: real time counts too, a little.
	const giveUpAt = realNow() + 200;
	while (!condition()) {
		if (Date.now() - begun >= milliseconds && realNow() > giveUpAt) throw new Error(`waited ${milliseconds} virtual ms in vain: ${what}`);
		await jest.advanceTimersByTimeAsync(step);
		await settle();
	}
	return Date.now() - begun;
}

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Picks from lists by such a generator. */
export const picker =
	(random: () => number) =>
	<T>(list: readonly T[]): T =>
		list[Math.floor(random() * list.length)] as T;
