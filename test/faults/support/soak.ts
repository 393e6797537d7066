import * as workflow from 'n8n-workflow';
import type { NexServer } from '../../nex-server';
import type { TriggerHost } from '../../support/trigger-host';
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

/** Lets the process of the last life die, so that what it still has to say is not heard, and adds the one after it. */
export async function die(lives: TriggerHost[]): Promise<void> {
	const last = lives.at(-1);
	if (!last) return;
	last.kill();
	await last.deactivate();
	// n8n's own library keeps nothing of a trigger, and takes long to load.
	jest.doMock('n8n-workflow', () => workflow);
	await jest.isolateModulesAsync(async () => {
		const { NexTrigger: Again } = await import('../../../nodes/NexTrigger/NexTrigger.node');
		lives.push(last.survivor({}, new Again()));
	});
}
