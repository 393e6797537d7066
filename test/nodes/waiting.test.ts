import type { INodeType } from 'n8n-workflow';
import { NexAiList } from '../../nodes/NexAiList/NexAiList.node';
import { NexCompounding } from '../../nodes/NexCompounding/NexCompounding.node';
import { NexContext } from '../../nodes/NexContext/NexContext.node';
import { NexIntegration } from '../../nodes/NexIntegration/NexIntegration.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

/** Milliseconds of waits; time stands still but for them, however slow the machine is. */
let passed = 0;
/** Milliseconds by which the computer's clock was set. */
let set = 0;
let pauses: number[] = [];
/** Runs in the middle of every wait, given how many there have been. */
let meanwhile: (waits: number) => void = () => undefined;

jest.mock('../../nodes/shared/transport/wait', () => ({
	wait: async (milliseconds: number, signal?: AbortSignal) => {
		pauses.push(milliseconds);
		passed += milliseconds;
		meanwhile(pauses.length);
		await new Promise((resolve) => setImmediate(resolve));
		signal?.throwIfAborted();
	},
}));

let nex: NexServer;
beforeEach(async () => {
	[passed, set, pauses, meanwhile] = [0, 0, [], () => undefined];
	const begun = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => begun + passed + set);
	jest.spyOn(performance, 'now').mockImplementation(() => passed);
	nex = await startNexServer({ jobDuration: Infinity });
});
afterEach(async () => {
	await nex.close();
	jest.restoreAllMocks();
});

interface Waiter {
	name: string;
	node: () => INodeType;
	/** Fills the form; called after the server is ready. */
	parameters: () => Record<string, unknown>;
	/** Where the job is asked for, by operationId. */
	poll: string;
	running: object;
	finished: object;
	failed: object;
	result: object;
}

const ID = '40112233445566771';
const artifact = {
	running: { operation_id: 1, status: 'processing' },
	finished: { operation_id: 1, status: 'completed', result: { insights_created: 2 } },
	failed: { operation_id: 1, status: 'failed', error: 'The text is in no known language' },
};
const list = {
	running: { message: { job_id: ID, status: 'processing' } },
	finished: { message: { job_id: ID, status: 'completed', count: 1, entities: [{ id: ID, name: 'Ada Holm' }] } },
	failed: { message: { job_id: ID, status: 'failed', error: 'The query is too vague' } },
};
const compounding = {
	running: { job_run_id: 'run', status: 'running' },
	finished: { job_run_id: 'run', status: 'completed', insights_scanned: 7 },
	failed: { job_run_id: 'run', status: 'failed', error_details: { message: 'No patterns yet' } },
};

const waiters: Waiter[] = [
	{
		name: 'Add Text',
		node: () => new NexContext(),
		parameters: () => ({ operation: 'addText', content: 'Ada called' }),
		poll: 'getArtifact',
		...artifact,
		result: { artifact_id: expect.stringMatching(/^\d{17}$/), status: 'completed', result: { insights_created: 2 } },
	},
	{
		name: 'Get Artifact',
		node: () => new NexContext(),
		parameters: () => ({ operation: 'getArtifact', artifactId: ID }),
		poll: 'getArtifact',
		...artifact,
		result: { status: 'completed', result: { insights_created: 2 } },
	},
	{
		name: 'Create AI List',
		node: () => new NexAiList(),
		parameters: () => ({ operation: 'create', query: 'all' }),
		poll: 'getAIListJob',
		...list,
		result: { id: ID, name: 'Ada Holm' },
	},
	{
		name: 'Get AI List',
		node: () => new NexAiList(),
		parameters: () => ({ operation: 'get', jobId: ID }),
		poll: 'getAIListJob',
		...list,
		result: { id: ID, name: 'Ada Holm' },
	},
	{
		name: 'Trigger Compounding Job',
		node: () => new NexCompounding(),
		parameters: () => ({ operation: 'trigger', jobType: 'metrics' }),
		poll: 'getCompoundingJobStatus',
		...compounding,
		result: { status: 'completed', insights_scanned: 7 },
	},
	{
		name: 'Get Compounding Job',
		node: () => new NexCompounding(),
		parameters: () => ({ operation: 'getStatus', jobRunId: 'run' }),
		poll: 'getCompoundingJobStatus',
		...compounding,
		result: { status: 'completed', insights_scanned: 7 },
	},
	{
		name: 'Get Connection Status',
		node: () => new NexIntegration(),
		parameters: () => ({ operation: 'getConnectionStatus', connectId: 'eyJ3/+==' }),
		poll: 'getConnectStatus',
		running: { status: 'pending' },
		finished: { status: 'connected', connection_id: 5 },
		failed: { status: 'error', error: 'The person said no' },
		result: { status: 'connected', connection_id: 5 },
	},
];

const polls = (operation: string) => nex.requests.filter((request) => request.operation === operation).length;

describe.each(waiters)('$name', ({ node, parameters, poll, running, finished, failed, result }) => {
	const run = async (more: Record<string, unknown> = {}, options = {}) =>
		await runNode(node(), { credential: nex.credential, parameters: { ...parameters(), waitUntilFinished: true, ...more }, ...options });
	const answers = (...bodies: object[]) => {
		for (const body of bodies) nex.faults.add({ operation: poll, do: { status: 200, body } });
	};
	const always = (body: object) => nex.faults.add({ operation: poll, times: Infinity, do: { status: 200, body } });

	test('waits until the job is finished, and gives its result alone', async () => {
		answers(running, running, running, finished);
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(result)]);
		expect(polls(poll)).toBe(4);
	});

	test.each([
		['a time of its end that is none', { completed_at: '0001-01-01T00:00:00Z' }],
		['a time of its end', { completed_at: '2026-05-04T09:00:00Z' }],
		['results', { entities: [{ id: ID, name: 'Ada Holm' }], result: {}, connection_id: 5, insights_scanned: 7 }],
		['no results yet', { entities: [], result: null }],
		['an error that may pass', { error: 'The backend is busy, trying again' }],
		['its status in other letters', { status: 'In Progress' }],
	])('waits on while its status says so, though there is %s', async (_what, more) => {
		const unfinished = 'message' in running ? { message: { ...(running.message as object), ...more } } : { ...running, ...more };
		answers(unfinished, unfinished, finished);
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(result)]);
		expect(polls(poll)).toBe(3);
	});

	test('asks every 2 to 5 seconds, ever less often', async () => {
		always(running);
		await run({ longestWait: 120 });
		const whole = pauses.slice(0, -1);
		expect(whole.length).toBeGreaterThan(20);
		expect(whole[0]).toBe(2_000);
		expect(whole.every((pause, i) => pause >= 2_000 && pause <= 5_000 && pause >= (whole[i - 1] ?? 0))).toBe(true);
	});

	test('stops after the longest wait, and says what to do', async () => {
		always(running);
		const { error } = await run({ longestWait: 60 });
		expect(error?.message).toContain('is not finished after 60 s');
		expect(error?.description).toContain('"Longest Wait"');
		expect(passed).toBe(60_000);
	});

	test.each([-3_600_000, 3_600_000])("waits just as long if the computer's clock is set by %i ms meanwhile", async (step) => {
		always(running);
		meanwhile = (waits) => {
			if (waits === 3) set = step;
		};
		const { error } = await run({ longestWait: 60 });
		expect(error?.message).toContain('is not finished after 60 s');
		expect(passed).toBe(60_000);
	});

	test.each(['', ' ', '={{ null }}', '={{ $json.nothing }}'])(
		'waits as long as the default if the longest wait is %j',
		async (longestWait) => {
			always(running);
			const { error } = await run({ longestWait });
			expect(error?.message).toContain('is not finished after 300 s');
		},
	);

	test('fails with the words of Nex if the job fails, that item alone', async () => {
		answers(running, failed);
		const words = JSON.stringify(failed).match(/"(?:error|message)":"([^"]+)"/)?.[1] ?? 'none';
		const { error, items } = await run({}, { node: { onError: 'continueRegularOutput' } });
		expect(error).toBeUndefined();
		expect(items[0]?.json.error).toContain(`failed in Nex: ${words}`);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	test('stops when the execution is cancelled', async () => {
		always(running);
		const cancel = new AbortController();
		meanwhile = (waits) => {
			if (waits === 2) cancel.abort();
		};
		await run({}, { cancel: cancel.signal });
		const seen = polls(poll);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(pauses).toHaveLength(2);
		expect(polls(poll)).toBe(seen);
	});

	test.each([0, -1, 1.5, 'soon', 99_999])('refuses to wait for %p seconds, before anything is sent', async (longestWait) => {
		const { error } = await run({ longestWait: `={{ ${JSON.stringify(longestWait)} }}` });
		expect(error?.message).toContain('"Longest Wait (Seconds)" must be a whole number');
		expect(nex.requests).toEqual([]);
	});
});

test('An AI list that waits asks for attributes at every look, if they are wanted', async () => {
	nex.faults.add({ operation: 'getAIListJob', do: { status: 200, body: list.finished } });
	await runNode(new NexAiList(), {
		credential: nex.credential,
		parameters: { operation: 'create', query: 'all', waitUntilFinished: true, options: { includeAttributes: true } },
	});
	expect(nex.requests.at(-1)?.query).toEqual({ include_attributes: 'true' });
});

test.each([
	['A passing failure while waiting', { status: 503 }],
	['A gateway that answers with its own page while waiting', { status: 502, body: '<html>Bad Gateway</html>' }],
	['A job that is not to be found right after it was begun', { status: 404, body: { message: 'artifact not found' } }],
] as const)('%s is ridden out, and the text is added once', async (_what, failure) => {
	nex.faults.add({ operation: 'getArtifact', times: 2, do: failure });
	nex.faults.add({ operation: 'getArtifact', do: { status: 200, body: artifact.finished } });
	const { error, items } = await runNode(new NexContext(), {
		credential: nex.credential,
		parameters: { operation: 'addText', content: 'Ada called', waitUntilFinished: true },
	});
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ status: 'completed' });
	expect(polls('addContext')).toBe(1);
});

test.each([404, 403, 500])('A job that cannot be looked at for good (%i) fails with the ID it has in Nex', async (status) => {
	nex.faults.add({ operation: 'getAIListJob', times: Infinity, do: { status } });
	const { error } = await runNode(new NexAiList(), {
		credential: nex.credential,
		parameters: { operation: 'create', query: 'all', waitUntilFinished: true },
	});
	expect(error?.httpCode).toBe(String(status));
	expect(error?.description).toMatch(/goes on in Nex under the ID [\w-]{10,}\.$/);
	expect(passed).toBeLessThan(60_000);
	expect(polls('createAIListJob')).toBe(1);
});

test('A job that is asked for by its ID and is not there fails at once', async () => {
	const { error } = await runNode(new NexAiList(), {
		credential: nex.credential,
		parameters: { operation: 'get', jobId: ID, waitUntilFinished: true },
	});
	expect(error?.httpCode).toBe('404');
	expect(pauses).toEqual([]);
});

test('A connect stops when its ten minutes are over, and says to begin again', async () => {
	const { connect_id: connectId } = nex.state.integrations.connect('email', 'google');
	passed += 500_000;
	const { error } = await runNode(new NexIntegration(), {
		credential: nex.credential,
		parameters: { operation: 'getConnectionStatus', connectId, waitUntilFinished: true, longestWait: 600 },
	});
	expect(error?.httpCode).toBe('410');
	expect(error?.description).toContain('Run Connect Integration again');
	expect(passed).toBeLessThan(610_000);
});

test.each(['complete', 'completed', 'active', 'connected'])('A connect counts as finished at the word "%s"', async (status) => {
	nex.faults.add({ operation: 'getConnectStatus', do: { status: 200, body: { status } } });
	const { items } = await runNode(new NexIntegration(), {
		credential: nex.credential,
		parameters: { operation: 'getConnectionStatus', connectId: 'eyJ3/+==', waitUntilFinished: true },
	});
	expect(items[0]?.json).toEqual({ status });
	expect(pauses).toEqual([]);
});
