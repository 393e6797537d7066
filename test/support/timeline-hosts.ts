import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { afterKill } from './another-process';
import type { HostOptions } from './trigger-host';
import { TriggerHost } from './trigger-host';
import { scheduleAtSecond, stopTime } from './virtual-time';

/** An empty Nex for each test, with time that only tests move. */
export let nex: NexServer;
/** What is stopped after the test. */
export let hosts: TriggerHost[];

beforeEach(async () => {
	stopTime();
	scheduleAtSecond(30);
	// Not held against the contract, which the answers that some of these tests make up do not keep.
	nex = await startNexServer({ data: 'empty', exchangeLog: '' });
	hosts = [];
});

afterEach(async () => {
	for (const host of hosts) await host.deactivate();
	await nex.close();
	jest.restoreAllMocks();
	jest.useRealTimers();
});

export const MINUTE = 61_000;

export function host(parameters: Record<string, unknown>, options: Partial<HostOptions> = {}): TriggerHost {
	const made = new TriggerHost(new NexTrigger(), {
		credential: nex.credential,
		workflowId: `t${hosts.length}-${nex.url}`,
		parameters: { event: 'timelineEvent', ...parameters },
		...options,
	});
	hosts.push(made);
	return made;
}

/** n8n is killed, and what is stored is all that the next process knows. */
export async function killed(before: TriggerHost, changes: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const next = await afterKill(before, changes);
	hosts.push(next);
	await next.activate('init');
	return next;
}

export const person = (name: string) => nex.state.records.create('person', { name }).id;
export const ids = (list: string[]) => ({
	watch: 'records',
	records: { record: list.map((value) => ({ recordId: { __rl: true, mode: 'id', value } })) },
});
export const ofType = (slug: string) => ({ watch: 'objectType', objectType: { __rl: true, mode: 'id', value: slug } });
export const happen = (record: string, id: string, more: object = {}) => nex.state.timelines.add(record, { id, ...more });
export const seen = (of: TriggerHost) => of.items.map(({ id }) => id);
