import type { IDataObject } from 'n8n-workflow';
import { pathParameters } from '../../nodes/shared/transport/path';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { exampleOperations, pathsOf } from './examples/operations';
import { hostileValues } from './hostile-values';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

const hostile = '={{ $json.hostile }}';
const withPath = exampleOperations.filter(({ definition }) => pathParameters(definition.url).length > 0);

test('many operations have an ID in their path, and many values are tried there', () => {
	expect(withPath.length).toBeGreaterThan(30);
	expect(hostileValues.length).toBeGreaterThan(200);
});

test.each(withPath)(
	'$node, $operation: reaches no other endpoint, whatever stands where an ID belongs',
	async ({ definition, operation, create, example }) => {
		const given = await example.given(nex);
		nex.requests.length = 0;
		const isPicked = (value: unknown) => typeof value === 'object' || value === undefined;
		const inPath = pathParameters(definition.url).map((name) => [
			name,
			isPicked(given.parameters[name]) ? { __rl: true, mode: 'id', value: hostile } : hostile,
		]);
		await runNode(create(), {
			credential: nex.credential,
			items: hostileValues.map((value) => ({ json: { ...given.input, hostile: value } as IDataObject })),
			parameters: { ...given.parameters, ...Object.fromEntries(inPath), operation },
			node: { onError: 'continueRegularOutput' },
		});
		const isOwn = ({ method, path }: { method: string; path: string }) => method === definition.method && pathsOf(definition).test(path);
		const isRead = ({ method, path }: { method: string; path: string }) =>
			given.reads !== undefined && method === given.reads.method && given.reads.path.test(path);
		const others = nex.requests.filter((request) => !isOwn(request) && !isRead(request));
		expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
	},
);
