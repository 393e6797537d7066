import { NexCompounding } from '../../nodes/NexCompounding/NexCompounding.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>) => await runNode(new NexCompounding(), { credential: nex.credential, parameters });

test.each([true, false])(
	'An older Nex, which answers a job at once with its counts, is taken as finished (waiting: %p)',
	async (waitUntilFinished) => {
		nex.shapes.compounding = '200';
		nex.addInsight();
		const { items, error } = await run({ operation: 'trigger', jobType: 'metrics', waitUntilFinished });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ job_type: 'metrics', insights_scanned: 1 });
		expect(nex.requests).toHaveLength(1);
	},
);

test('A job that failed says why, if nobody waits for it', async () => {
	nex.state.jobs.failNext('compounding', 'No patterns yet');
	const jobRunId = nex.state.context.startCompounding('pattern_detection', false);
	await new Promise((resolve) => setTimeout(resolve, 20));
	const { items } = await run({ operation: 'getStatus', jobRunId });
	expect(items[0]?.json).toMatchObject({ status: 'failed', errors: 1, error_details: { message: 'No patterns yet' } });
});

test('Simplify keeps ten fields at most', async () => {
	const jobRunId = nex.state.context.startCompounding('metrics', false);
	const simple = await run({ operation: 'getStatus', jobRunId });
	expect(Object.keys(simple.items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
	expect(simple.items[0]?.json).not.toHaveProperty('workspace_id');
	const raw = await run({ operation: 'getStatus', jobRunId, simplify: false });
	expect(raw.items[0]?.json.workspace_id).toBe(nex.state.workspace.id);
});

test('A job is begun once, though its answer is lost', async () => {
	nex.faults.add({ operation: 'triggerCompoundingJob', do: 'reset after handling' });
	const { error } = await run({ operation: 'trigger', jobType: 'metrics' });
	expect(error?.message).toContain('could not be reached');
	expect(nex.requests).toHaveLength(1);
});
