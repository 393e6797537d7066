import type { INodeType } from 'n8n-workflow';
import * as workflow from 'n8n-workflow';
import type { HostOptions, TriggerHost } from './trigger-host';

/** Nex Trigger in another process, with modules that know nothing of the one before. */
export async function triggerOfAnotherProcess(): Promise<INodeType> {
	let made: INodeType | undefined;
	// n8n's own library keeps nothing of a trigger, and takes long to load.
	jest.doMock('n8n-workflow', () => workflow);
	await jest.isolateModulesAsync(async () => {
		const { NexTrigger } = await import('../../nodes/NexTrigger/NexTrigger.node');
		made = new NexTrigger();
	});
	if (!made) throw new Error('the modules were not loaded');
	return made;
}

/** n8n is killed: what it still has to say is not heard, and what is stored is all that the process after it knows. */
export async function afterKill(before: TriggerHost, changes: Partial<HostOptions> = {}): Promise<TriggerHost> {
	before.kill();
	await before.deactivate();
	return before.survivor(changes, await triggerOfAnotherProcess());
}
