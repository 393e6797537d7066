import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/bootstrap/child';
import { isFinished, itemsOf, N8nClient, until } from '../../scripts/n8n/client';
import { installCommunityPackage } from '../../scripts/n8n/pack';
import { startN8n, type N8nProcess } from '../../scripts/n8n/process';
import type { N8nRuntime } from '../../scripts/n8n/runtime';
import { startNexServer, type NexServer } from '../nex-server';
import { owner } from './support/host';
import { openInsightSink, type InsightSink } from './support/insight-sink';
import { doubledByAStart, n8nRuntime } from './support/version';

const tarball = process.env.NEX_TARBALL ?? '';

let folder: string;
let runtime: N8nRuntime;
let nex: NexServer;
let n8n: N8nProcess | undefined;
let sink: InsightSink | undefined;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'nex-install-'));
	runtime = await n8nRuntime();
	nex = await startNexServer({ data: 'demo' });
});

afterEach(async () => {
	await n8n?.stop();
	await sink?.close();
	await nex.close();
	rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<N8nClient> {
	n8n = await startN8n(runtime, { userFolder: folder, env });
	const client = new N8nClient(n8n.url);
	await client.signIn(owner);
	return client;
}

/** Unpacks the tarball into a folder, and gives the package's own. */
async function unpack(into: string): Promise<string> {
	mkdirSync(into, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', into]);
	return join(into, 'package');
}

/** The same pack as its next version. */
async function nextVersion(): Promise<string> {
	const unpacked = await unpack(join(folder, 'next'));
	const file = join(unpacked, 'package.json');
	writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), version: '99.0.0' }));
	const next = join(folder, 'next.tgz');
	await run('tar', ['-czf', next, '-C', join(folder, 'next'), 'package']);
	return next;
}

test('an upgrade keeps published workflows, and delivers once what came meanwhile', async () => {
	await installCommunityPackage(runtime, folder, tarball);
	sink = await openInsightSink();
	const { counts } = sink;
	let client = await start();
	const workflow = await client.createWorkflow(sink.workflow(await client.saveCredential('Nex', 'nexApi', nex.credential)));
	await client.activate(workflow);
	const listening = async () => await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined);
	const send = (phase: string) => nex.addInsights(Array.from({ length: 10 }, (_none, index) => ({ content: `${phase} ${index}` })));
	const handedIn = async (count: number) =>
		await until(`${count} insights were not handed in`, async () => counts.size >= count || undefined);
	await listening();
	send('before');
	await handedIn(10);

	await n8n?.stop();
	await installCommunityPackage(runtime, folder, await nextVersion());
	send('meanwhile');
	client = await start();
	await listening();
	send('after');
	await handedIn(30);

	await until('an execution has not ended', async () => (await client.allExecutions(workflow.id)).every(isFinished) || undefined);
	const doubled = [...counts].filter(([, times]) => times > 1);
	expect(doubled.length).toBeLessThanOrEqual(doubledByAStart);
	expect(await client.allExecutions(workflow.id)).toHaveLength(30 + doubled.length);
	expect(JSON.parse(readFileSync(join(folder, '.n8n', 'nodes', 'package.json'), 'utf8'))).toMatchObject({
		dependencies: { 'n8n-nodes-nex': '99.0.0' },
	});
}, 300_000);

test('a folder of custom extensions gives the nodes under names of their own', async () => {
	const client = await start({ N8N_CUSTOM_EXTENSIONS: join(await unpack(join(folder, 'custom')), 'dist') });
	const nexApi = await client.saveCredential('Nex', 'nexApi', nex.credential);
	const { id } = await client.createWorkflow({
		name: 'Custom',
		nodes: [
			{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: 'nex',
				name: 'Nex',
				type: 'CUSTOM.nexRecord',
				typeVersion: 1,
				position: [220, 0],
				credentials: { nexApi },
				parameters: { operation: 'getMany', objectType: { __rl: true, mode: 'id', value: 'person' }, limit: 3 },
			},
		],
		connections: { Start: { main: [[{ node: 'Nex', type: 'main', index: 0 }]] } },
	});
	const execution = await client.finishedExecution(await client.runWorkflow(id, 'Start'));
	expect(itemsOf(execution, 'Nex')).toHaveLength(3);
}, 300_000);
