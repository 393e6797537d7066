import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { NexServer, Scope } from '../nex-server';
import { operations, SCOPES, startNexServer } from '../nex-server';
import { pathParameters } from '../../nodes/shared/transport/path';
import { runNode } from '../support/host';
import { actionNodes, fieldsOf, operationsOf } from '../support/nodes';
import type { Example, Given } from './examples/example';
import { hostileValues } from './hostile-values';

interface Case {
	node: string;
	operation: string;
	method: string;
	url: string;
	scopes: readonly Scope[];
	create: () => INodeType;
	example: Example | undefined;
}

const cases: Case[] = actionNodes.flatMap(({ name, create, operations: ofNode }) => {
	const examples = jest.requireActual<Record<string, Record<string, Example>>>(`./examples/${name}`)[name] ?? {};
	return ofNode.map(({ definition: { value, method, url, scopes } }) => ({
		node: name,
		operation: value,
		method,
		url,
		scopes,
		create,
		example: examples[value],
	}));
});

test('Every entry of an Operation menu is an operation with an example', () => {
	for (const { create, operations: ofNode } of actionNodes) {
		expect(
			operationsOf(create())
				.map(({ value }) => value)
				.sort(),
		).toEqual(ofNode.map(({ option }) => option.value).sort());
	}
	expect(cases.filter(({ example }) => !example).map(({ node, operation }) => `${node}.${operation}`)).toEqual([]);
});

test('The nodes and the trigger cover the whole API', () => {
	const shape = (method: string, url: string) => `${method} ${url.replace(/\{\w+\}/g, '{}')}`;
	const covered = new Set([...cases.map(({ method, url }) => shape(method, url)), shape('GET', '/v1/insights/stream')]);
	expect(covered).toEqual(new Set(operations.map(({ method, path }) => shape(method, path))));
});

/** Whether a request that the server saw is the operation's own. */
const isOwn = ({ method, url }: Case, request: { method: string; path: string }) =>
	request.method === method && new RegExp(`^${url.replace(/\{\w+\}/g, '[^/]+')}$`).test(request.path);

const itemFrom = ({ input = {} }: Given): INodeExecutionData => ({ json: input });

/** The whole numbers in a value that a JavaScript number cannot hold. */
function unsafeNumbers(value: unknown): number[] {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? [value] : [];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(unsafeNumbers) : [];
}

describe.each(cases)('$node, $operation', (one) => {
	let nex: NexServer;
	let folder: string;
	let log: string;
	const example = (): Example => {
		if (!one.example) throw new Error(`There is no example of ${one.operation} in test/nodes/examples/${one.node}.ts`);
		return one.example;
	};
	const run = async (given: Given, options: Partial<Parameters<typeof runNode>[1]> = {}) =>
		await runNode(one.create(), {
			credential: nex.credential,
			items: [itemFrom(given)],
			...options,
			parameters: { ...given.parameters, ...options.parameters, operation: one.operation },
		});

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'nex-exchanges-'));
		log = join(folder, 'exchanges.jsonl');
		nex = await startNexServer({ jobDuration: 0 });
	});
	afterEach(async () => {
		await nex.close();
		rmSync(folder, { recursive: true });
	});

	test('sends its request and gives its items, each paired with the input', async () => {
		const given = await example().given(nex);
		const { error, items } = await run(given);
		expect(error).toBeUndefined();
		const seen = nex.requests.find((request) => isOwn(one, request));
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
		const given = await example().given(nex);
		nex.faults.add({
			method: one.method,
			path: new RegExp(`${one.url.replace(/\{\w+\}/g, '[^/]+')}$`),
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
		const given = await example().given(nex);
		const needed = one.scopes;
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
		nex = await startNexServer({ jobDuration: 0, exchangeLog: log });
		const given = await example().given(nex);
		const { items } = await run(given, {
			parameters: fieldsOf(one.create(), one.operation).some(({ name }) => name === 'simplify') ? { simplify: false } : {},
		});
		await nex.close();
		const exchanges = readFileSync(log, 'utf8');
		expect(unsafeNumbers(items)).toEqual([]);
		for (const id of JSON.stringify(items.map(({ json }) => json)).match(/\d{16,}/g) ?? []) expect(exchanges).toContain(id);
	});

	if (pathParameters(one.url).length > 0) {
		test('reaches no other endpoint, whatever stands where an ID belongs', async () => {
			const given = await example().given(nex);
			nex.requests.length = 0;
			const hostile = Object.fromEntries(
				pathParameters(one.url).map((name) => [
					name,
					typeof given.parameters[name] === 'object' || given.parameters[name] === undefined
						? { __rl: true, mode: 'id', value: '={{ $json.hostile }}' }
						: '={{ $json.hostile }}',
				]),
			);
			const items = hostileValues.map((value) => ({ json: { ...given.input, hostile: value } as IDataObject }));
			await run(given, { parameters: hostile, items, node: { onError: 'continueRegularOutput' } });
			const isRead = ({ method, path }: { method: string; path: string }) =>
				given.reads !== undefined && method === given.reads.method && given.reads.path.test(path);
			const others = nex.requests.filter((request) => !isOwn(one, request) && !isRead(request));
			expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
		});
	}
});
