import { NexNote } from '../../nodes/NexNote/NexNote.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Between } from '../support/between';
import { pass, startBetween } from '../support/between';
import { runNode } from '../support/host';
import { picked } from './examples/example';
import { exampleOperations } from './examples/operations';

// Between two looks at a job nothing happens here that has to be waited for.
jest.mock('../../nodes/shared/transport/wait', () => ({ wait: async () => await new Promise((resolve) => setImmediate(resolve)) }));

let nex: NexServer;
let ways: Between[] = [];
/** The keys that came by each way, with what they asked for. */
let seen: Array<Array<{ key: string; asked: string }>>;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
	seen = [[], [], []];
	ways = await Promise.all(
		seen.map(
			async (requests) =>
				await startBetween(nex, pass, ({ headers, method = '', url = '' }) => {
					requests.push({ key: headers.authorization ?? '', asked: `${method} ${url}` });
					return false;
				}),
		),
	);
});
afterEach(async () => {
	for (const way of ways) await way.close();
	await nex.close();
});

/** A credential that each item fills. */
const varying = { apiKey: '={{ $json.key }}', baseUrl: '={{ $json.base }}', scopes: [] };
const items = (input: object = {}) =>
	ways.map(({ credential: { baseUrl, apiKey } }) => ({ json: { ...input, base: baseUrl, key: apiKey } }));

describe.each(exampleOperations)('$node, $operation', ({ create, example, operation }) => {
	test('asks for each item with the credential that the item fills', async () => {
		const given = await example.given(nex);
		await runNode(create(), {
			credential: varying,
			items: items(given.input),
			parameters: { ...given.parameters, operation },
			node: { onError: 'continueRegularOutput' },
		});
		const [first] = seen[0] ?? [];
		expect(first?.asked).toBeDefined();
		expect(seen.map(([one]) => one?.asked)).toEqual(seen.map(() => first?.asked));
	});
});

const noteOf = async (credential: Parameters<typeof runNode>[1]['credential'], input: Array<{ json: object }>) => {
	const { id } = nex.state.notes.create({ title: 'Call with Ada' });
	return await runNode(new NexNote(), {
		credential,
		items: input as never,
		parameters: { operation: 'get', noteId: picked(id) },
		node: { onError: 'continueRegularOutput' },
	});
};

test('the key of one item is never sent for another', async () => {
	await noteOf({ apiKey: '={{ $json.key }}', baseUrl: ways[0]?.credential.baseUrl ?? '', scopes: [] }, [
		{ json: { key: 'key-of-ada' } },
		{ json: { key: 'key-of-bo' } },
		{ json: { key: 'key-of-ada' } },
	]);
	expect(seen[0]?.map(({ key }) => key).sort()).toEqual(['Bearer key-of-ada', 'Bearer key-of-ada', 'Bearer key-of-bo']);
});

test('an item whose credential cannot be used fails alone', async () => {
	const [one, two] = items();
	const { items: out } = await noteOf(varying, [one ?? { json: {} }, { json: { ...two?.json, key: '' } }]);
	expect(out.map(({ json }) => json.title ?? json.error)).toEqual(['Call with Ada', expect.stringContaining('The API Key is empty')]);
});
