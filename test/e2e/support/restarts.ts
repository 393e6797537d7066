import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nClient, until } from '../../../scripts/n8n/client';
import { installCommunityPackage } from '../../../scripts/n8n/pack';
import type { N8nProcess } from '../../../scripts/n8n/process';
import { startN8n } from '../../../scripts/n8n/process';
import type { NexServer } from '../../nex-server';
import { startNexServer } from '../../nex-server';
import { owner } from './host';
import type { InsightSink } from './insight-sink';
import { openInsightSink } from './insight-sink';
import { n8nRuntime } from './version';

/** What n8n keeps from one start to the next. */
export const userFolder = mkdtempSync(join(tmpdir(), 'nex-restarts-'));
/** Contents of the insights that were sent. */
export const sent: string[] = [];
export let nex: NexServer;
export let sink: InsightSink;
export let n8n: N8nProcess;
/** Signed in to the n8n that was started last. */
export let client: N8nClient;

/** Starts n8n on what it has kept, and signs in. */
export async function start(env?: Record<string, string>): Promise<void> {
	n8n = await startN8n(await n8nRuntime(), { userFolder, env });
	client = new N8nClient(n8n.url);
	await client.signIn(owner);
}

/** Installs the pack, opens a Nex and a sink, and starts n8n for the first time. */
export async function startFirst(env?: Record<string, string>): Promise<void> {
	await installCommunityPackage(await n8nRuntime(), userFolder, process.env.NEX_TARBALL ?? '');
	nex = await startNexServer();
	sink = await openInsightSink();
	await start(env);
}

/** Ends everything, and forgets what n8n has kept. */
export async function end(): Promise<void> {
	await n8n?.stop();
	await nex?.close();
	await sink?.close();
	rmSync(userFolder, { recursive: true, force: true });
}

/** Waits until a trigger has opened the stream of insights. */
export async function listening(): Promise<void> {
	await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined, 120_000);
}

/** Has Nex derive so many insights, no two with the same content. */
export function sendInsights(count: number): void {
	for (let i = 0; i < count; i++) {
		const content = `Insight ${sent.length}`;
		nex.addInsight({ content });
		sent.push(content);
	}
}
