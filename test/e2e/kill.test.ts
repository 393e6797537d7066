import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFinished, N8nClient, until } from '../../scripts/n8n/client';
import { installCommunityPackage } from '../../scripts/n8n/pack';
import { startN8n, type N8nProcess } from '../../scripts/n8n/process';
import { startNexServer, type NexServer } from '../nex-server';
import { owner } from './support/host';
import { openInsightSink, type InsightSink } from './support/insight-sink';
import { doubledByAStart, n8nRuntime } from './support/version';

const userFolder = mkdtempSync(join(tmpdir(), 'nex-kill-'));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let nex: NexServer;
let n8n: N8nProcess;
let client: N8nClient;
let sink: InsightSink;

const listening = async () =>
	await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined, 120_000);

const start = async () => {
	n8n = await startN8n(await n8nRuntime(), { userFolder });
	client = new N8nClient(n8n.url);
	await client.signIn(owner);
};

beforeAll(async () => {
	await installCommunityPackage(await n8nRuntime(), userFolder, process.env.NEX_TARBALL ?? '');
	nex = await startNexServer();
	sink = await openInsightSink();
	await start();
});

afterAll(async () => {
	await n8n?.stop();
	await nex?.close();
	await sink?.close();
	rmSync(userFolder, { recursive: true, force: true });
});

/** Insights sent before each kill, and milliseconds from then to the kill. */
const kills = [
	[25, 40],
	[40, 250],
	[30, 900],
] as const;

it('loses no insight and doubles none, though n8n is killed again and again while they come', async () => {
	const workflow = await client.createWorkflow(sink.workflow(await client.saveCredential('Nex', 'nexApi', nex.credential)));
	await client.activate(workflow);

	const sent: string[] = [];
	const send = (count: number) => {
		for (let i = 0; i < count; i++) {
			const content = `Insight ${sent.length}`;
			nex.addInsight({ content });
			sent.push(content);
		}
	};
	for (const [live, delay] of kills) {
		await listening();
		send(live);
		await sleep(delay);
		await n8n.stop('SIGKILL');
		send(15);
		await start();
	}
	await listening();
	send(10);

	const executions = await until(
		'executions are missing',
		async () => {
			const all = await client.allExecutions(workflow.id);
			return all.length >= sent.length && all.every(isFinished) ? all : undefined;
		},
		90_000,
	).catch(async () => await client.allExecutions(workflow.id));
	await sleep(3_000);
	// A run that a kill cut short is an execution that n8n shows as crashed: its insight was handed to the workflow.
	const crashed = executions.filter(({ status }) => status !== 'success').length;
	const missing = sent.filter((content) => !sink.counts.has(content));
	const doubled = [...sink.counts].filter(([, times]) => times > 1);
	expect(doubled.length).toBeLessThanOrEqual(kills.length * doubledByAStart);
	expect(executions.length).toBeGreaterThanOrEqual(sent.length);
	expect(executions.length).toBeLessThanOrEqual(sent.length + kills.length * doubledByAStart);
	expect(missing.length).toBeLessThanOrEqual(crashed);
}, 300_000);
