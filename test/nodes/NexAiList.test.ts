import { NexAiList } from '../../nodes/NexAiList/NexAiList.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
	for (const name of ['Pine Timber', 'Oak Timber']) nex.state.records.create('company', { name });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>) => await runNode(new NexAiList(), { credential: nex.credential, parameters });
const finishedList = async () => {
	const jobId = nex.state.context.startList('timber', 'company', 10, false);
	await new Promise((resolve) => setTimeout(resolve, 20));
	return jobId;
};

describe.each(['message', 'flat'] as const)('If Nex answers %s', (shape) => {
	beforeEach(() => {
		nex.shapes.aiJob = shape;
	});

	test('a new list gives its job', async () => {
		const { items } = await run({ operation: 'create', query: 'timber' });
		expect(items.map(({ json }) => json)).toEqual([{ job_id: expect.stringMatching(/^\d{17}$/), status: 'pending' }]);
	});

	test('a finished list gives an item for each entity', async () => {
		const { items } = await run({ operation: 'get', jobId: await finishedList() });
		expect(items.map(({ json }) => json.name).sort()).toEqual(['Oak Timber', 'Pine Timber']);
		expect(items[0]?.json).toMatchObject({ type: 'company', reason: expect.any(String), highlights: [] });
	});

	test('a finished list gives a flat item for each entity, if that is chosen', async () => {
		const { items } = await run({ operation: 'get', jobId: await finishedList(), output: 'flat', options: { includeAttributes: true } });
		expect(items).toHaveLength(2);
		for (const { json } of items) {
			expect(json).toMatchObject({ id: expect.stringMatching(/^\d{17}$/), type: 'company', reason: expect.any(String) });
			expect(json).not.toHaveProperty('attributes');
			expect(json.attribute_name).toBe(json.name);
		}
	});

	test('a finished list gives one item with all of them, if that is chosen', async () => {
		const { items } = await run({ operation: 'get', jobId: await finishedList(), output: 'job' });
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			status: 'completed',
			count: 2,
			query_interpretation: expect.any(String),
			entities: [expect.anything(), expect.anything()],
		});
	});
});

test('A list that is not finished gives its job, so that a workflow can look at its status', async () => {
	nex.state.jobs.duration = Infinity;
	const jobId = nex.state.context.startList('timber', 'company', 10, false);
	const { items } = await run({ operation: 'get', jobId });
	expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ job_id: jobId, status: 'pending' })]);
});

test('A list that failed gives its job with the words of Nex, if nobody waits for it', async () => {
	nex.state.jobs.failNext('ai list', 'The query is too vague');
	const { items, error } = await run({ operation: 'get', jobId: await finishedList() });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ status: 'failed', error: 'The query is too vague' });
});

test.each([
	{ status: 'processing', entities: [{ id: '1', name: 'Ada' }] },
	{ status: 'processing', entities: [] },
	{ status: 'pending', completed_at: '0001-01-01T00:00:00Z', entities: null },
])('A list that goes on gives its job, whatever it has found so far: %j', async (job) => {
	nex.faults.add({ operation: 'getAIListJob', do: { status: 200, body: { message: { job_id: '5', ...job } } } });
	const { items } = await run({ operation: 'get', jobId: '5' });
	expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ job_id: '5', status: job.status })]);
	expect(JSON.stringify(items)).not.toContain('0001-01-01');
});

test.each([{ entities: null }, {}, { entities: [] }, { entities: [null] }])(
	'A finished list gives no item without an entity: %j',
	async (found) => {
		const body = { message: { job_id: '5', status: 'completed', ...found } };
		nex.faults.add({ operation: 'getAIListJob', do: { status: 200, body } });
		const { items, error } = await run({ operation: 'get', jobId: '5' });
		expect([items, error]).toEqual([[], undefined]);
	},
);

test('A finished list that found nobody gives no item', async () => {
	const jobId = nex.state.context.startList('nobody', 'contact', 10, false);
	await new Promise((resolve) => setTimeout(resolve, 20));
	const { items, error } = await run({ operation: 'get', jobId });
	expect([items, error]).toEqual([[], undefined]);
});

test.each([101, 0])('A Limit of %i is refused, before anything is sent', async (limit) => {
	const { error } = await run({ operation: 'create', query: 'timber', limit });
	expect(error?.message).toContain('"Limit"');
	expect(nex.requests).toEqual([]);
});
