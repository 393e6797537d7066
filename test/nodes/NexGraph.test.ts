import { NexGraph } from '../../nodes/NexGraph/NexGraph.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
let ids: { person: string; company: string };
beforeEach(async () => {
	nex = await startNexServer();
	const person = nex.state.records.create('person', { name: 'Ada Holm' }).id;
	const company = nex.state.records.create('company', { name: 'Pine Timber' }).id;
	ids = { person, company };
	const worksAt = nex.state.relationships.define({
		type: 'many_to_many',
		entity_definition_1_id: nex.state.objects.get('person').id,
		entity_definition_2_id: nex.state.objects.get('company').id,
		entity_1_to_2_predicate: 'works at',
	});
	nex.state.relationships.create(worksAt.id, person, company);
	nex.addInsights([
		{ type: 'risk', content: 'May leave', confidence: 0.7, entities: [{ id: company, name: 'Pine Timber', type: 'company' }] },
		{ type: 'goal', content: 'Wants to grow', confidence: 0.9, entities: [{ id: person, name: 'Ada Holm', type: 'person' }] },
	]);
	nex.state.ghosts.push({ id: nex.state.ids.next(), name: 'The harbour office', near: company, label: 'ships through', confidence: 0.82 });
});
afterEach(async () => await nex.close());

const run = async (output: string, more: Record<string, unknown> = {}, node = {}) =>
	await runNode(new NexGraph(), { credential: nex.credential, parameters: { operation: 'get', output, ...more }, node });
const jsonOf = async (output: string) => (await run(output)).items.map(({ json }) => json);

describe('Items', () => {
	test('edges carry the names and types of both ends', async () => {
		expect(await jsonOf('edges')).toEqual([
			expect.objectContaining({
				source: ids.person,
				target: ids.company,
				label: 'works at',
				source_name: 'Ada Holm',
				source_type: 'person',
				target_name: 'Pine Timber',
				target_type: 'company',
			}),
		]);
	});

	test('context edges carry the names of ghosts and the words of insights', async () => {
		const edges = await jsonOf('contextEdges');
		expect(edges).toContainEqual(
			expect.objectContaining({
				edge_type: 'triplet',
				source_name: 'Pine Timber',
				target_name: 'The harbour office',
				target_type: 'ghost',
				confidence: 0.82,
			}),
		);
		expect(edges).toContainEqual(expect.objectContaining({ edge_type: 'insight', source_name: 'May leave', target_name: 'Pine Timber' }));
	});

	test('insights carry what they are about and what they are linked to', async () => {
		const insights = await jsonOf('insights');
		expect(insights).toHaveLength(2);
		const [grow, leave] = [insights.find(({ type }) => type === 'goal'), insights.find(({ type }) => type === 'risk')];
		expect(leave).toMatchObject({
			content: 'May leave',
			entities: [{ id: ids.company, name: 'Pine Timber', type: 'company' }],
			linked_insights: [{ id: grow?.id, label: 'related_to', confidence: 0.6, content: 'Wants to grow' }],
		});
		expect(grow).toMatchObject({ entities: [{ id: ids.person, name: 'Ada Holm' }], linked_insights: [{ id: leave?.id }] });
	});

	test('the whole graph is one item as Nex sends it', async () => {
		const [graph] = await jsonOf('whole');
		expect(Object.keys(graph ?? {}).sort()).toEqual([
			'context_edges',
			'edges',
			'insight_nodes',
			'insights',
			'nodes',
			'relationship_definitions',
			'total_context_edges',
			'total_edges',
			'total_nodes',
		]);
	});

	test('a graph without any of its parts gives no items and no error', async () => {
		for (const output of ['nodes', 'edges', 'contextEdges', 'insights']) {
			nex.faults.add({ operation: 'getGraph', do: { status: 200, body: {} } });
			const { error, items } = await run(output);
			expect(error).toBeUndefined();
			expect(items).toEqual([]);
		}
	});

	test('JSON is asked for outright', async () => {
		await run('nodes');
		expect(nex.requests[0]).toMatchObject({ query: { format: 'json' }, headers: { accept: 'application/json' } });
	});

	test.each([0, 5001, 2.5])('%d Maximum Nodes are refused before anything is sent', async (maximumNodes) => {
		const { error } = await run('nodes', { options: { maximumNodes } });
		expect(error?.message).toContain('"Maximum Nodes" must be a whole number, from 1 to 5000');
		expect(nex.requests).toHaveLength(0);
	});
});

describe('The HTML page', () => {
	test('comes as a file in the binary field that is named, paired with its input', async () => {
		const { error, items } = await run('html', { binaryPropertyName: 'page', options: { maximumNodes: 10 } });
		expect(error).toBeUndefined();
		expect(nex.requests[0]).toMatchObject({ query: { format: 'html', limit: '10' }, headers: { accept: 'text/html' } });
		const [item] = items;
		expect(item).toMatchObject({ pairedItem: { item: 0 }, binary: { page: { fileName: 'graph.html', mimeType: 'text/html' } } });
		const html = Buffer.from(item?.binary?.page?.data ?? '', 'base64').toString('utf8');
		expect(html).toMatch(/^\s*<!doctype html>/i);
		expect(html).toContain('Pine Timber');
	});

	test('is not made of an answer that is none', async () => {
		nex.faults.add({ operation: 'getGraph', do: { status: 200, body: { nodes: [] } } });
		const { error, items } = await run('html', {}, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items[0]?.json.error).toBe('Nex did not send a page');
		expect(items[0]?.binary).toBeUndefined();
	});
});

test.each([
	['items', {}, '100'],
	['items of a person who wants more', { options: { maximumNodes: 2000 } }, '2000'],
	['a page', { output: 'html' }, undefined],
])('asks for no more than a model can take in, unless told otherwise: %s', async (_case, parameters, limit) => {
	const { error } = await runNode(new NexGraph(), { credential: nex.credential, parameters: { operation: 'get', ...parameters } });
	expect(error).toBeUndefined();
	expect(nex.requests[0]?.query).toEqual(limit === undefined ? { format: 'html' } : { format: 'json', limit });
});
