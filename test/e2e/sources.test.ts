import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import type { ListedWorkflow } from '../../scripts/n8n/client';
import { isFinished, until } from '../../scripts/n8n/client';
import { byId } from './support/host';
import { client, end, listening, n8n, nex, sink, start, startFirst } from './support/restarts';
import { doubledByAStart } from './support/version';

let person: string;

beforeAll(async () => {
	await startFirst();
	person = nex.state.records.create('person', { name: 'Ida Holm' }).id;
});

afterAll(end);

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
	await listening();
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
