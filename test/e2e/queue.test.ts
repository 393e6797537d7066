import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished, until } from '../../scripts/n8n/client';
import { freePort, startN8n, type N8nProcess } from '../../scripts/n8n/process';
import { client, end, listening, n8n, nex, sendInsights, sent, sink, start, startFirst, userFolder } from './support/restarts';
import { doubledByAStart, n8nRuntime } from './support/version';

const REDIS = process.env.NEX_REDIS_SERVER || 'redis-server';

let redis: ChildProcess;
let env: Record<string, string>;
let workers: N8nProcess[] = [];

beforeAll(async () => {
	if (spawnSync(REDIS, ['--version']).status !== 0)
		throw new Error('This test needs redis-server: install it, or set NEX_REDIS_SERVER to where it is.');
	const port = await freePort();
	redis = spawn(REDIS, ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', userFolder], {
		stdio: 'ignore',
	});
	env = { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port), N8N_LOG_LEVEL: 'info' };
	await startFirst(env);
	const runtime = await n8nRuntime();
	workers = await Promise.all([1, 2].map(async () => await startN8n(runtime, { command: 'worker', userFolder, env })));
}, 240_000);

afterAll(async () => {
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	await end();
	redis?.kill();
});

it("runs on n8n's queue: the main listens, two workers run, and nothing is lost or doubled when the main is killed", async () => {
	const workflow = await client.createWorkflow(sink.workflow(await client.saveCredential('Nex', 'nexApi', nex.credential)));
	await client.activate(workflow);
	await listening();
	sendInsights(30);
	await sleep(1_500);
	expect(nex.stream.connections).toBe(1);
	sendInsights(20);
	await sleep(150);
	await n8n.stop('SIGKILL');
	sendInsights(15);
	await start(env);
	await listening();
	sendInsights(15);

	await until('insights are missing', async () => sink.counts.size >= sent.length || undefined, 90_000).catch(() => undefined);
	await sleep(3_000);
	const executions = await client.allExecutions(workflow.id);
	expect(sent.filter((content) => !sink.counts.has(content))).toEqual([]);
	const doubled = [...sink.counts].filter(([, times]) => times > 1);
	expect(doubled.length).toBeLessThanOrEqual(doubledByAStart);
	expect(executions.filter(isFinished)).toHaveLength(sent.length + doubled.length);
	for (const worker of workers) expect(readFileSync(worker.logFile, 'utf8')).toMatch(/started execution/i);
}, 300_000);
