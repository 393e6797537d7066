import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFinished, N8nClient, until } from '../../scripts/n8n/client';
import { installCommunityPackage } from '../../scripts/n8n/pack';
import { freePort, startN8n, type N8nProcess } from '../../scripts/n8n/process';
import { startNexServer, type NexServer } from '../nex-server';
import { owner } from './support/host';
import { openInsightSink, type InsightSink } from './support/insight-sink';
import { doubledByAStart, n8nRuntime } from './support/version';

const userFolder = mkdtempSync(join(tmpdir(), 'nex-queue-'));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const REDIS = process.env.NEX_REDIS_SERVER || 'redis-server';

let redis: ChildProcess;
let env: Record<string, string>;
let nex: NexServer;
let main: N8nProcess;
let workers: N8nProcess[] = [];
let client: N8nClient;
let sink: InsightSink;

const startMain = async () => {
	main = await startN8n(await n8nRuntime(), { userFolder, env });
	client = new N8nClient(main.url);
	await client.signIn(owner);
};

beforeAll(async () => {
	if (spawnSync(REDIS, ['--version']).status !== 0)
		throw new Error('This test needs redis-server: install it, or set NEX_REDIS_SERVER to where it is.');
	const runtime = await n8nRuntime();
	await installCommunityPackage(runtime, userFolder, process.env.NEX_TARBALL ?? '');
	const port = await freePort();
	redis = spawn(REDIS, ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', userFolder], {
		stdio: 'ignore',
	});
	env = { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port), N8N_LOG_LEVEL: 'info' };
	nex = await startNexServer();
	sink = await openInsightSink();
	await startMain();
	workers = await Promise.all([1, 2].map(async () => await startN8n(runtime, { command: 'worker', userFolder, env })));
}, 240_000);

afterAll(async () => {
	await main?.stop();
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	redis?.kill();
	await nex?.close();
	await sink?.close();
	rmSync(userFolder, { recursive: true, force: true });
});

it("runs on n8n's queue: the main listens, two workers run, and nothing is lost or doubled when the main is killed", async () => {
	const workflow = await client.createWorkflow(sink.workflow(await client.saveCredential('Nex', 'nexApi', nex.credential)));
	await client.activate(workflow);
	await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined);

	const sent: string[] = [];
	const send = (count: number) => {
		for (let i = 0; i < count; i++) {
			const content = `Insight ${sent.length}`;
			nex.addInsight({ content });
			sent.push(content);
		}
	};
	send(30);
	await sleep(1_500);
	expect(nex.stream.connections).toBe(1);
	send(20);
	await sleep(150);
	await main.stop('SIGKILL');
	send(15);
	await startMain();
	await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined);
	send(15);

	await until('insights are missing', async () => sink.counts.size >= sent.length || undefined, 90_000).catch(() => undefined);
	await sleep(3_000);
	const executions = await client.allExecutions(workflow.id);
	expect(sent.filter((content) => !sink.counts.has(content))).toEqual([]);
	const doubled = [...sink.counts].filter(([, times]) => times > 1);
	expect(doubled.length).toBeLessThanOrEqual(doubledByAStart);
	expect(executions.filter(isFinished)).toHaveLength(sent.length + doubled.length);
	for (const worker of workers) expect(readFileSync(worker.logFile, 'utf8')).toMatch(/started execution/i);
}, 300_000);
