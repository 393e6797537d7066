import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer, NexServerOptions } from '../nex-server';
import { startNexServer } from '../nex-server';
import { afterKill } from './another-process';
import type { HostOptions } from './trigger-host';
import { TriggerHost } from './trigger-host';

/** An empty Nex for each test. */
export let nex: NexServer;
/** What is stopped after the test. */
export let hosts: TriggerHost[];

/** For tests of triggers: no server and no trigger outlives its test. */
export function withEmptyNex(options: NexServerOptions = {}): void {
	beforeEach(async () => {
		nex = await startNexServer({ data: 'empty', ...options });
		hosts = [];
	});

	afterEach(async () => {
		for (const host of hosts) await host.deactivate();
		await nex.close();
		jest.restoreAllMocks();
		jest.useRealTimers();
	});
}

export function host(options: Partial<HostOptions> = {}): TriggerHost {
	const made = new TriggerHost(new NexTrigger(), { credential: nex.credential, workflowId: `w${hosts.length}-${nex.url}`, ...options });
	hosts.push(made);
	return made;
}

/** The workflow is published again, in the process that has run it before. */
export async function republished(before: TriggerHost, changes: Partial<HostOptions> = {}): Promise<TriggerHost> {
	await before.deactivate();
	const next = before.survivor(changes);
	hosts.push(next);
	await next.activate();
	return next;
}

/** n8n is killed, and what is stored is all that the next process knows. */
export async function killed(before: TriggerHost, changes: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const next = await afterKill(before, changes);
	hosts.push(next);
	await next.activate('init');
	return next;
}

/** Puts another empty Nex in the place of this one. */
export async function replaceNex(): Promise<void> {
	await nex.close();
	nex = await startNexServer({ data: 'empty' });
}
