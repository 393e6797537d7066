import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { NexTask } from '../../nodes/NexTask/NexTask.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const items = (count: number, title: (index: number) => string = (index) => `Task ${index}`) =>
	Array.from({ length: count }, (_none, index) => ({ json: { title: title(index) } }));

const createTasks = async (given: ReturnType<typeof items>, options: object = {}) =>
	await runNode(new NexTask(), {
		credential: nex.credential,
		parameters: { operation: 'create', title: '={{ $json.title }}' },
		items: given,
		...options,
	});

describe('"On Error: Stop Workflow" stops', () => {
	test('before anything is made, if the first item is refused', async () => {
		const { error } = await createTasks(items(200, (index) => (index === 0 ? '' : `Task ${index}`)));
		expect(error?.message).toBe('"Title" is empty');
		expect(error?.context?.itemIndex).toBe(0);
		expect(nex.requests.length).toBeLessThanOrEqual(5);
	});

	test.each([5, 60, 199])('with what is on its way, if item %i is refused', async (bad) => {
		const { error } = await createTasks(items(200, (index) => (index === bad ? '' : `Task ${index}`)));
		expect(error?.context?.itemIndex).toBe(bad);
		expect(nex.state.tasks.all().length).toBeLessThanOrEqual(64);
	});

	test.each([400, 404, 500])('after a handful of creates, if Nex answers the third with %i', async (status) => {
		nex.faults.add({ operation: 'createTask', skip: 2, times: 1, do: { status, body: { code: status, message: 'no' } } });
		const { error } = await createTasks(items(200));
		expect(error?.message).toBeDefined();
		expect(nex.requests.length).toBeLessThan(40);
	});

	test('after a handful of requests with a key that Nex does not accept', async () => {
		const { error } = await runNode(new NexRecord(), {
			credential: { ...nex.credential, apiKey: 'sk-wrong' },
			parameters: { operation: 'get', recordId: picked('40112233445566771') },
			items: items(200),
		});
		expect(error?.message).toContain('does not accept the API key');
		expect(nex.requests.length).toBeLessThanOrEqual(20);
	});

	test('and begins anew when n8n tries the node again', async () => {
		nex.faults.add({ operation: 'createNote', times: 1, do: { status: 500, body: { code: 500, message: 'once' } } });
		const { error, items: made } = await runNode(new NexNote(), {
			credential: nex.credential,
			parameters: { operation: 'create', title: '={{ $json.title }}' },
			items: items(3),
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error).toBeUndefined();
		expect(made).toHaveLength(3);
	});
});

test('with "Continue" every other item goes on', async () => {
	const given = items(60, (index) => (index === 0 ? '' : `Task ${index}`));
	const { error } = await createTasks(given, { node: { onError: 'continueRegularOutput' } });
	expect(error).toBeUndefined();
	expect(nex.state.tasks.all()).toHaveLength(59);
});
