import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { ListedWorkflow } from '../../scripts/n8n/client';
import { isFinished, N8nClient, until } from '../../scripts/n8n/client';
import { installCommunityPackage } from '../../scripts/n8n/pack';
import type { N8nProcess } from '../../scripts/n8n/process';
import { startN8n } from '../../scripts/n8n/process';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { byId, owner } from './support/host';
import type { InsightSink } from './support/insight-sink';
import { openInsightSink } from './support/insight-sink';
import { doubledByAStart, n8nRuntime } from './support/version';

const userFolder = mkdtempSync(join(tmpdir(), 'nex-sources-'));
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let nex: NexServer;
let n8n: N8nProcess;
let client: N8nClient;
let sink: InsightSink;
let person: string;

const start = async () => {
	n8n = await startN8n(await n8nRuntime(), { userFolder });
	client = new N8nClient(n8n.url);
	await client.signIn(owner);
};

beforeAll(async () => {
	await installCommunityPackage(await n8nRuntime(), userFolder, process.env.NEX_TARBALL ?? '');
	nex = await startNexServer();
	person = nex.state.records.create('person', { name: 'Ida Holm' }).id;
	sink = await openInsightSink();
	await start();
});

afterAll(async () => {
	await n8n?.stop();
	await nex?.close();
	await sink?.close();
	rmSync(userFolder, { recursive: true, force: true });
});

/** Several rows of which n8n puts each at a second of its own, so that nobody waits for a whole minute. */
const pollTimes = { item: Array.from({ length: 6 }, () => ({ mode: 'everyMinute' })) };

interface Kind {
	parameters: () => INodeParameters;
	field: string;
	happen(name: string): void;
}

const kinds: Record<string, Kind> = {
	insight: {
		parameters: () => ({ event: 'insight' }),
		field: 'content',
		happen: (content) => void nex.addInsight({ content }),
	},
	event: {
		parameters: () => ({ event: 'timelineEvent', watch: 'records', records: { record: [{ recordId: byId(person) }] }, pollTimes }),
		field: 'id',
		happen: (id) => void nex.state.timelines.add(person, { id }),
	},
	notification: {
		parameters: () => ({ event: 'notification', pollTimes }),
		field: 'id',
		happen: (id) => void nex.state.notifications.add({ id }),
	},
};

const sent: string[] = [];

const send = (count: number, into = sent) => {
	for (const [name, { happen }] of Object.entries(kinds)) {
		for (let index = 0; index < count; index++) {
			const id = `${into === sent ? '' : 'old '}${name} ${into.length}`;
			into.push(id);
			happen(id);
		}
	}
};

const missing = () => sent.filter((one) => !sink.counts.has(one));

const handedIn = async () => {
	await until('events are missing', async () => missing().length === 0 || undefined, 90_000).catch(() => undefined);
	expect(missing()).toEqual([]);
};

const executionsOf = async (workflows: ListedWorkflow[]) =>
	(await Promise.all(workflows.map(async ({ id }) => await client.allExecutions(id)))).flat();

it('starts workflows with each kind of event, through a restart and a kill of n8n, and loses and doubles none', async () => {
	const before: string[] = [];
	send(3, before);
	const nexApi = await client.saveCredential('Nex', 'nexApi', nex.credential);
	const workflows: ListedWorkflow[] = [];
	for (const { parameters, field } of Object.values(kinds)) {
		const workflow = await client.createWorkflow(sink.workflow(nexApi, { parameters: parameters(), field }));
		await client.activate(workflow);
		workflows.push(workflow);
	}
	await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined);
	send(5);
	await handedIn();

	await n8n.stop();
	send(5);
	await start();
	send(5);
	await handedIn();

	send(5);
	await sleep(2_000);
	await n8n.stop('SIGKILL');
	send(5);
	await start();
	send(5);
	await until('events are missing', async () => missing().length === 0 || undefined).catch(() => undefined);
	await sleep(3_000);

	const executions = await executionsOf(workflows);
	// A run that the kill cut short is an execution that n8n shows as crashed: its event was handed to the workflow.
	const cutShort = executions.filter((one) => isFinished(one) && one.status !== 'success').length;
	expect(missing().length).toBeLessThanOrEqual(cutShort);
	expect([...sink.counts].filter(([, times]) => times > 1).length).toBeLessThanOrEqual(2 * doubledByAStart * workflows.length);
	expect(before.filter((one) => sink.counts.has(one))).toEqual([]);
	expect(executions.length).toBeGreaterThanOrEqual(sent.length);
}, 600_000);
