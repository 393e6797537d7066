import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished, until } from '../../scripts/n8n/client';
import { client, end, listening, n8n, nex, sendInsights, sent, sink, start, startFirst } from './support/restarts';
import { doubledByAStart } from './support/version';

beforeAll(async () => await startFirst());

afterAll(end);

/** Insights sent before each kill, and milliseconds from then to the kill. */
const kills = [
	[25, 40],
	[40, 250],
	[30, 900],
] as const;

it('loses no insight and doubles none, though n8n is killed again and again while they come', async () => {
	const workflow = await client.createWorkflow(sink.workflow(await client.saveCredential('Nex', 'nexApi', nex.credential)));
	await client.activate(workflow);

	for (const [live, delay] of kills) {
		await listening();
		sendInsights(live);
		await sleep(delay);
		await n8n.stop('SIGKILL');
		sendInsights(15);
		await start();
	}
	await listening();
	sendInsights(10);

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
