import type { NexServer } from '../../nex-server';
import { stopTime } from '../../support/virtual-time';

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
