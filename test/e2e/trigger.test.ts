import { isFinished, itemsOf, until, type Execution, type ListedWorkflow } from '../../scripts/n8n/client';
import { Host, NODE } from './support/host';

let host: Host;

beforeAll(async () => {
	host = await Host.start();
});

afterAll(() => host?.stop());

/** The executions of a workflow that have ended, oldest first, as soon as there are `count` of them. */
const finished = async ({ id }: ListedWorkflow, count: number): Promise<Execution[]> =>
	await until(`no ${count} finished executions`, async () => {
		const ended = (await host.client.executions(id)).filter(isFinished);
		return ended.length >= count ? await Promise.all(ended.reverse().map((one) => host.client.execution(one.id))) : undefined;
	});

/** Resolves when the trigger of a workflow activated after `before` requests listens to the stream. */
const listening = async (before: number) =>
	await until(
		'nobody listens to the insight stream',
		async () => host.nex.requests.slice(before).some(({ path, status }) => path === '/v1/insights/stream' && status === 200) || undefined,
	);

describe('Nex Trigger, installed from the packed tarball', () => {
	it('starts the workflow with each new insight, and with none from before', async () => {
		const before = host.nex.requests.length;
		const workflow = await host.workflow('nexTrigger', { event: 'insight' }, 'On insight');
		await host.client.activate(workflow);
		await listening(before);
		const target = { type: 'entity', hint: 'Oak Timber', entity_type: 'company' };
		host.nex.addInsight({ content: 'Oak Timber asked for sensors', target });
		host.nex.addInsight({ content: 'Oak Timber finished the trial', target });
		const executions = await finished(workflow, 2);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		// In this order: they are about one record.
		expect(executions.flatMap((execution) => itemsOf(execution, NODE)).map(({ content }) => content)).toEqual([
			'Oak Timber asked for sensors',
			'Oak Timber finished the trial',
		]);
		await host.client.deactivate(workflow.id);
	});

	it('gives the most recent insight at once when it is tried in the editor', async () => {
		host.nex.addInsight({ content: 'The most recent one' });
		const { id } = await host.workflow('nexTrigger', { event: 'insight' }, 'Try it');
		const execution = await host.client.finishedExecution(await host.client.runWorkflow(id, NODE));
		expect(itemsOf(execution, NODE)).toEqual([expect.objectContaining({ content: 'The most recent one' })]);
	});
});
