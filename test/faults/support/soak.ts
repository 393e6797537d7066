import type { NexServer } from '../../nex-server';
import { pass, picker, seeded, stopTime } from '../../support/virtual-time';
import type { Lives } from './lives';

export const STEP = 5_000;
export const MINUTE = 60_000;

/** How long the random runs go on: more runs or events, or other seeds, make another soak. */
export const RUNS = Number(process.env.FAULT_RUNS ?? 200);
export const EVENTS = Number(process.env.FAULT_INSIGHTS ?? 50);
export const FIRST_SEED = Number(process.env.FAULT_SEED ?? 1);

/** For tests that move time by themselves, each with a Nex of its own. */
export function withMovedTime(nex: () => NexServer): void {
	beforeEach(() => stopTime());

	afterEach(async () => {
		await nex().close();
		jest.useRealTimers();
		jest.restoreAllMocks();
	});
}

/** What the seed of a run draws: numbers, of which the trigger gets its own too, and choices. */
export function drawsOf(seed: number) {
	const random = seeded(seed);
	jest.spyOn(Math, 'random').mockImplementation(random);
	return { random, pick: picker(random) };
}

/**
 * Ways in which n8n ends and starts again: a stop, in which something may happen, and the death of the process if it may die.
 *
 * @param meanwhile moves the clock on until the start is over
 */
export function endings(
	lives: Lives,
	{ random, pick }: ReturnType<typeof drawsOf>,
	happen: () => void,
	dies: boolean,
	meanwhile?: Parameters<Lives['start']>[0],
): (() => Promise<void>)[] {
	const stop = async () => {
		await lives.host.deactivate();
		if (random() < 0.5) happen();
		await pass(pick([0, 1_000, 3 * MINUTE]), STEP);
		await lives.start(meanwhile);
	};
	const death = async () => {
		if (random() < 0.5) lives.prune();
		await lives.die();
		await lives.start(meanwhile);
	};
	return dies ? [stop, death] : [stop];
}

/** Expects a life in which nothing was lost, doubled or out of order, and whose state stayed small. */
export function expectSound({ state, ...outcome }: { lost: string[]; doubled: string[]; outOfOrder: string[]; state: number }): void {
	expect(outcome).toEqual({ lost: [], doubled: [], outOfOrder: [] });
	expect(state).toBeLessThan(64 * 1024);
}
