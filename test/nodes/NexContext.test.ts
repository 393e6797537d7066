import { NexContext } from '../../nodes/NexContext/NexContext.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	// Nothing here is held against the contract: it does not know session_id.
	nex = await startNexServer({ exchangeLog: '' });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>, items = [{ json: {} }]) =>
	await runNode(new NexContext(), { credential: nex.credential, parameters, items });

test('No more than five texts are added at once, however many items there are', async () => {
	nex.latency = 20;
	const { items } = await run(
		{ operation: 'addText', content: 'Ada called' },
		Array.from({ length: 30 }, () => ({ json: {} })),
	);
	expect(items).toHaveLength(30);
	expect(nex.maxInFlight).toBeLessThanOrEqual(5);
});

test('A text whose answer is lost is not added twice', async () => {
	nex.faults.add({ operation: 'addContext', do: 'reset after handling' });
	const { error } = await run({ operation: 'addText', content: 'Ada called' });
	expect(error?.message).toContain('could not be reached');
	expect(nex.requests).toHaveLength(1);
});

test('A question is asked again after a passing failure', async () => {
	nex.faults.add({ operation: 'queryContext', do: { status: 503, headers: { 'retry-after': '0' } } });
	const { items } = await run({ operation: 'ask', query: 'Who is Ada?' });
	expect(items[0]?.json.answer).toEqual(expect.any(String));
	expect(nex.requests).toHaveLength(2);
});

test('A conversation goes on with the session ID of an earlier answer, which is left out if there is none', async () => {
	await run({ operation: 'ask', query: 'And then?', additionalFields: { sessionId: 'abc' } });
	await run({ operation: 'ask', query: 'And then?', additionalFields: { sessionId: '={{ $json.none }}' } });
	expect(nex.requests.map(({ body }) => body)).toEqual([{ query: 'And then?', session_id: 'abc' }, { query: 'And then?' }]);
});

test('Without waiting, a text gives its artifact ID at once, digit for digit', async () => {
	const { items } = await run({ operation: 'addText', content: 'Ada called', additionalFields: { context: '' } });
	expect(items[0]?.json).toEqual({ artifact_id: expect.stringMatching(/^\d{17}$/) });
	expect(nex.requests.map(({ body }) => body)).toEqual([{ content: 'Ada called' }]);
});

describe('A text that was read gives a flat item for each entity in it, if that is chosen', () => {
	const artifact = {
		operation_id: 1,
		status: 'completed',
		result: {
			entities_extracted: [
				{
					type: 'PERSON',
					context_id: 3,
					canonical_entity_id: 7,
					properties: { name: { first_name: 'Ada', last_name: 'Holm' }, type: 'lead' },
					previous_properties: {},
					is_new: true,
				},
				null,
			],
			insights_created: 1,
		},
	};
	const flat = { id: 7, context_id: 3, type: 'PERSON', is_new: true, name: 'Ada Holm', attribute_type: 'lead' };

	test('by Get Artifact', async () => {
		nex.faults.add({ operation: 'getArtifact', do: { status: 200, body: artifact } });
		const { items } = await run({ operation: 'getArtifact', artifactId: '5', output: 'flat' });
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(flat)]);
	});

	test('by Add Text that waits', async () => {
		nex.faults.add({ operation: 'getArtifact', do: { status: 200, body: artifact } });
		const { items } = await run({ operation: 'addText', content: 'Ada called', waitUntilFinished: true, output: 'flat' });
		expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(flat)]);
	});

	test('and none if nobody was found, but its status while it is read', async () => {
		nex.faults.add({ operation: 'getArtifact', do: { status: 200, body: { ...artifact, result: null } } });
		nex.faults.add({ operation: 'getArtifact', do: { status: 200, body: { ...artifact, status: 'processing' } } });
		expect((await run({ operation: 'getArtifact', artifactId: '5', output: 'flat' })).items).toEqual([]);
		const { items } = await run({ operation: 'getArtifact', artifactId: '5', output: 'flat' });
		expect(items.map(({ json }) => json.status)).toEqual(['processing']);
	});
});
