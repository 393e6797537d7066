import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { NexServer } from '../nex-server';
import { operations, SCOPES, startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { actionNodes, fieldsOf, operationsOf } from '../support/nodes';
import type { Given } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';

test('Every entry of an Operation menu is an operation', () => {
	for (const { create, operations: ofNode } of actionNodes) {
		expect(
			operationsOf(create())
				.map(({ value }) => value)
				.sort(),
		).toEqual(ofNode.map(({ option }) => option.value).sort());
	}
});

test('The nodes and the trigger cover the whole API', () => {
	const shape = (method: string, url: string) => `${method} ${url.replace(/\{\w+\}/g, '{}')}`;
	const covered = new Set([
		...exampleOperations.map(({ definition: { method, url } }) => shape(method, url)),
		shape('GET', '/v1/insights/stream'),
	]);
	const answered = new Set(operations.map(({ method, path }) => shape(method, path)));
	expect({
		'not answered in test/nex-server/resources': [...covered].filter((one) => !answered.has(one)),
		'offered by no operation': [...answered].filter((one) => !covered.has(one)),
	}).toEqual({ 'not answered in test/nex-server/resources': [], 'offered by no operation': [] });
});

const folder = mkdtempSync(join(tmpdir(), 'nex-exchanges-'));
afterAll(() => rmSync(folder, { recursive: true }));

const itemFrom = ({ input = {} }: Given): INodeExecutionData => ({ json: input });

/** The whole numbers in a value that a JavaScript number cannot hold. */
function unsafeNumbers(value: unknown): number[] {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? [value] : [];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(unsafeNumbers) : [];
}

describe.each(exampleOperations)('$node, $operation', (one) => {
	const { definition, example } = one;
	let nex: NexServer;
	const run = async (given: Given, options: Partial<Parameters<typeof runNode>[1]> = {}) =>
		await runNode(one.create(), {
			credential: nex.credential,
			items: [itemFrom(given)],
			...options,
			parameters: { ...given.parameters, ...options.parameters, operation: one.operation },
		});

	beforeEach(async () => {
		nex = await startNexServer({ jobDuration: 0 });
	});
	afterEach(async () => await nex.close());

	test('sends its request and gives its items, each paired with the input', async () => {
		const given = await example.given(nex);
		const { error, items } = await run(given);
		expect(error).toBeUndefined();
		const seen = nex.requests.find(({ method, path }) => method === definition.method && pathsOf(definition).test(path));
		expect(seen).toMatchObject({
			method: given.request.method,
			path: given.request.path,
			query: given.request.query ?? {},
			authorized: true,
		});
		expect(seen?.body).toEqual(given.request.body);
		expect(items.map(({ json }) => json)).toEqual(given.items.map((item) => expect.objectContaining(item)));
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	});

	test('goes on past one bad item, and every item keeps its pairing', async () => {
		const given = await example.given(nex);
		nex.faults.add({
			method: definition.method,
			path: pathsOf(definition),
			times: 1,
			do: { status: 400, body: { code: 400, message: 'bad on purpose' } },
		});
		const { error, items } = await run(given, {
			items: [itemFrom(given), itemFrom(given), itemFrom(given)],
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		const bad = items.filter(({ json }) => String((json as IDataObject).error).includes('bad on purpose'));
		expect(bad).toHaveLength(1);
		expect(new Set(items.map(({ pairedItem }) => (pairedItem as { item: number }).item))).toEqual(new Set([0, 1, 2]));
		expect(items.some(({ json }) => (json as IDataObject).error === undefined)).toBe(true);
	});

	test('says which scope a key lacks, and does not show the key', async () => {
		const given = await example.given(nex);
		const needed = definition.scopes;
		const apiKey = nex.addKey(SCOPES.filter((scope) => !needed.includes(scope)));
		const { error } = await run(given, { credential: { ...nex.credential, apiKey } });
		expect(error?.httpCode).toBe('403');
		for (const scope of needed) expect(error?.message).toContain(`"${scope}"`);
		expect(error?.message.match(/lacks the scope/g)).toHaveLength(needed.length === 1 ? 1 : 2);
		expect(error?.context?.itemIndex).toBe(0);
		expect(JSON.stringify([error, error?.description, error?.stack, error?.cause])).not.toContain(apiKey);
	});

	test('gives every id digit for digit', async () => {
		await nex.close();
		const log = join(folder, `${one.node}-${one.operation}.jsonl`);
		nex = await startNexServer({ jobDuration: 0, exchangeLog: log });
		const given = await example.given(nex);
		const { items } = await run(given, {
			parameters: fieldsOf(one.create(), one.operation).some(({ name }) => name === 'simplify') ? { simplify: false } : {},
		});
		await nex.close();
		const exchanges = readFileSync(log, 'utf8');
		expect(unsafeNumbers(items)).toEqual([]);
		for (const id of JSON.stringify(items.map(({ json }) => json)).match(/\d{16,}/g) ?? []) expect(exchanges).toContain(id);
	});
});
