import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { afterKill } from './another-process';
import type { HostOptions } from './trigger-host';
import { TriggerHost } from './trigger-host';
import { pass, passUntil, settle, stopTime } from './virtual-time';

/** An empty Nex for each test, with time that only tests move. */
export let nex: NexServer;
/** What is stopped after the test. */
export let hosts: TriggerHost[];

beforeEach(async () => {
	stopTime();
	nex = await startNexServer({ data: 'empty' });
	hosts = [];
});

afterEach(async () => {
	for (const host of hosts) await host.deactivate();
	await nex.close();
	jest.useRealTimers();
});

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

export function host(options: Partial<HostOptions> = {}): TriggerHost {
	const made = new TriggerHost(new NexTrigger(), { credential: nex.credential, workflowId: `w${hosts.length}-${nex.url}`, ...options });
	hosts.push(made);
	return made;
}

export async function listening(options: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const made = host(options);
	await made.activate();
	await passUntil(() => nex.stream.connections > 0, 'the stream is open');
	await settle();
	return made;
}

export const contents = (of: TriggerHost) => of.items.map(({ content }) => String(content));
export const asked = (operation: string) => nex.requests.filter((request) => request.operation === operation).length;
export const numbered = (count: number, more: (index: number) => object = () => ({})) =>
	Array.from({ length: count }, (_none, index) => ({ content: `n${index}`, ...more(index) }));
export const names = (count: number) => numbered(count).map(({ content }) => content);

/** A trigger that was off while so many insights came, so many milliseconds apart, and about to start. */
export async function afterAbsence(count: number, apart: number): Promise<TriggerHost> {
	const first = await listening();
	nex.addInsights([{ content: 'before' }]);
	await passUntil(() => first.executions.length === 1, 'one');
	await first.deactivate();
	const now = nex.state.time();
	nex.addInsights(
		numbered(count, (index) => ({ created_at: new Date(now + 1 + index * apart).toISOString() })),
		{ emit: false },
	);
	await pass(count * apart + 10 * MINUTE, MINUTE);
	const second = first.survivor();
	hosts.push(second);
	return second;
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
