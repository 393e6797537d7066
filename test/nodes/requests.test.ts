import type { INodeExecutionData } from 'n8n-workflow';
import { NexContext } from '../../nodes/NexContext/NexContext.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import type { Misbehaviour } from '../nex-server/faults';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const addRecords = (count: number) =>
	Array.from({ length: count }, (_one, i) => nex.state.records.create('company', { name: `Company ${i}` }).id);
const inputs = (ids: string[]): INodeExecutionData[] => ids.map((id) => ({ json: { id } }));
const run = async (parameters: Record<string, unknown>, more: Partial<Parameters<typeof runNode>[1]> = {}) =>
	await runNode(new NexRecord(), { credential: nex.credential, parameters, ...more });
const getOne = { operation: 'get', recordId: picked('={{ $json.id }}') };
const createOne = {
	operation: 'create',
	objectType: picked('company'),
	attributesMode: 'json',
	attributesJson: '{ "name": "Pine Timber" }',
};
const getMany = { operation: 'getMany', objectType: picked('company'), simplify: false };

describe('Many items', () => {
	test('1,000 items through a server that answers 429 above 4 in flight and at times give 1,000 results, each with its item', async () => {
		const ids = addRecords(1_000);
		nex.limitInFlight(4, '0');
		// A slow machine may never have more than 4 in flight.
		for (const skip of [3, 100, 500])
			nex.faults.add({ operation: 'getRecord', skip, do: { status: 429, headers: { 'Retry-After': '0' } } });
		nex.latency = 2;
		const { error, items } = await run(getOne, { items: inputs(ids) });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(ids.map((_id, i) => i));
		expect(nex.requests.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(3);
	});

	test('never more than 64 requests are in flight for a key, whatever the number of nodes', async () => {
		const ids = addRecords(120);
		// Longer than the slowest machine takes to send one more request than at the start.
		nex.latency = 100;
		const runs = await Promise.all([
			run(getOne, { items: inputs(ids) }),
			run(getOne, { items: inputs(ids) }),
			run({ ...getMany, returnAll: true }),
		]);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(nex.maxInFlight).toBeLessThanOrEqual(64);
		expect(nex.maxInFlight).toBeGreaterThan(5);
	});

	test('texts that wait to be added hold up nothing else', async () => {
		const [id = ''] = addRecords(1);
		nex.faults.add({ operation: 'addContext', times: Infinity, do: { delay: 100 } });
		const adding = runNode(new NexContext(), {
			credential: nex.credential,
			parameters: { operation: 'addText', content: 'Pine Timber asked for a quote.' },
			items: inputs(Array.from({ length: 50 }, (_one, i) => String(i))),
		});
		const getting = run(getOne, { items: inputs([id]) });
		expect((await getting).error).toBeUndefined();
		expect(nex.requests.filter(({ operation }) => operation === 'addContext').length).toBeLessThan(50);
		const { error, items } = await adding;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(50);
	});
});

describe('Limit and Return All', () => {
	test.each([1, 99, 100, 101, 250])('a Limit of %i gives exactly so many records, in the order of the server', async (limit) => {
		const ids = addRecords(260);
		const { items } = await run({ ...getMany, limit });
		expect(items).toHaveLength(limit);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(limit);
		expect(items.every(({ json }) => ids.includes(String(json.id)))).toBe(true);
		expect(nex.requests).toHaveLength(Math.ceil(limit / 100));
	});

	test('Return All gives all, also from a server that gives 25 a page and says nothing of a total', async () => {
		const ids = addRecords(230);
		Object.assign(nex.shapes, { recordPageCap: 25 });
		const { items } = await run({ ...getMany, returnAll: true });
		expect(items.map(({ json }) => json.id).sort()).toEqual([...ids].sort());
	});

	test('an offset skips so many', async () => {
		addRecords(130);
		const all = await run({ ...getMany, returnAll: true });
		const skipped = await run({ ...getMany, returnAll: true, options: { offset: 105 } });
		expect(skipped.items.map(({ json }) => json.id)).toEqual(all.items.slice(105).map(({ json }) => json.id));
	});

	test('records that come and go while pages are read never come twice', async () => {
		addRecords(350);
		nex.latency = 5;
		const running = run({ ...getMany, returnAll: true });
		const adding = setInterval(() => addRecords(3), 4);
		const { items } = await running;
		clearInterval(adding);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(items.length);
	});

	test('a server that gives the same page for ever ends, gives each record once, and says so beside the items', async () => {
		const rows = Array.from({ length: 100 }, (_one, i) => ({ id: String(i + 1) }));
		nex.faults.add({ operation: 'listRecords', times: Infinity, do: { status: 200, body: { data: rows, has_more: true } } });
		const { error, items, run: finished } = await run({ ...getMany, returnAll: true });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(rows.map(({ id }) => id));
		expect(nex.requests.length).toBeLessThan(10);
		expect(finished.data.resultData.metadata).toEqual({ Nex: expect.stringContaining('same rows again and again') });
	});

	test('more records than n8n can carry are refused before they are read', async () => {
		nex.faults.add({
			operation: 'listRecords',
			times: Infinity,
			do: { status: 200, body: { data: [{ id: '1' }], total: 150_000, limit: 100, offset: 0 } },
		});
		const { error } = await run({ ...getMany, returnAll: true });
		expect(error?.message).toContain('100,000 items');
		expect(error?.description).toContain('Limit');
		expect(nex.requests).toHaveLength(1);
	});
});

describe('Repeating', () => {
	test('a create whose answer is lost is not sent again', async () => {
		nex.faults.add({ operation: 'createRecord', do: 'reset after handling' });
		const { error } = await run(createOne);
		expect(error?.message).toContain('could not be reached');
		expect(nex.requests).toHaveLength(1);
	});

	test.each([500, 502, 503, 504])('a create that is answered %i is not sent again', async (status) => {
		nex.faults.add({ operation: 'createRecord', times: Infinity, do: { status } });
		const { error } = await run(createOne);
		expect(error?.httpCode).toBe(String(status));
		expect(nex.requests).toHaveLength(1);
	});

	test('a create that was refused with 429 was not carried out, and is sent again', async () => {
		nex.faults.add({ operation: 'createRecord', times: 2, do: { status: 429, headers: { 'Retry-After': '0' } } });
		const { error, items } = await run(createOne);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(nex.requests.map(({ status }) => status)).toEqual([429, 429, 200]);
	});

	test.each([
		['in seconds', () => '1'],
		['as a date', () => new Date(Date.now() + 2_000).toUTCString()],
	])('a Retry-After %s is obeyed', async (_form, retryAfter) => {
		const [id = ''] = addRecords(1);
		const before = Date.now();
		const until = retryAfter();
		nex.faults.add({ operation: 'getRecord', do: { status: 429, headers: { 'Retry-After': until } } });
		const { error } = await run(getOne, { items: inputs([id]) });
		expect(error).toBeUndefined();
		const earliest = until === '1' ? before + 1_000 : Date.parse(until);
		expect(nex.requests[1]?.at).toBeGreaterThanOrEqual(earliest - 5);
	});

	test('a Retry-After that is too long to wait for is said, not waited for', async () => {
		nex.faults.add({ operation: 'getRecord', do: { status: 429, headers: { 'Retry-After': '3600' } } });
		const { error } = await run(getOne, { items: inputs(['40112233445566771']) });
		expect(error?.httpCode).toBe('429');
		expect(error?.description).toContain('3600 s');
		expect(nex.requests).toHaveLength(1);
	});

	test.each(['reset', 'truncate'] as const)('a read that fails by "%s" is sent again', async (fault) => {
		const [id = ''] = addRecords(1);
		nex.faults.add({ operation: 'getRecord', do: fault });
		const { error, items } = await run(getOne, { items: inputs([id]) });
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe(id);
	});

	test('a read whose answer is cut off is sent again, a create is not, and is said to be done perhaps', async () => {
		const [id = ''] = addRecords(1);
		const half = '{"id":"40112233445566771","attributes":{"name":"Pi';
		nex.faults.add({ operation: 'getRecord', do: { status: 200, body: half } });
		const read = await run(getOne, { items: inputs([id]) });
		expect(read.error).toBeUndefined();
		expect(read.items[0]?.json.id).toBe(id);
		nex.faults.add({ operation: 'createRecord', times: Infinity, do: { status: 200, body: half } });
		const { error } = await run(createOne);
		expect(error?.message).toContain('its answer was cut off');
		expect(error?.description).toContain('may have been done');
		expect(nex.requests.filter(({ operation }) => operation === 'createRecord')).toHaveLength(1);
	});

	test.each<Misbehaviour>([
		'reset',
		'reset after handling',
		{ status: 500 },
		{ status: 502, body: '<html>Bad Gateway</html>' },
		{ status: 504 },
	])('a create that came to nothing by %j says to look in Nex first, a read does not', async (fault) => {
		nex.faults.add({ operation: 'createRecord', times: Infinity, do: fault });
		const { error } = await run(createOne);
		expect(error?.description).toContain('look in Nex first');
		nex.faults.add({ operation: 'getRecord', times: Infinity, do: { status: 500 } });
		expect((await run(getOne, { items: inputs(['1']) })).error?.description).toBe('Try again later.');
	});

	test('a create that never left, because nothing answers yet, is sent again', async () => {
		const { credential } = nex;
		const port = Number(new URL(nex.url).port);
		await nex.close();
		const creating = run(createOne, { credential });
		nex = await startNexServer({ port, key: credential.apiKey });
		const { error, items } = await creating;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(nex.requests).toHaveLength(1);
	});

	test('a delete whose answer was lost is a success when the record is gone', async () => {
		const [id = ''] = addRecords(1);
		nex.faults.add({ operation: 'deleteRecord', do: 'reset after handling' });
		const { error, items } = await run({ operation: 'delete', recordId: picked(id) });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ deleted: true, id });
		expect(nex.requests.map(({ status }) => status).at(-1)).toBe(404);
	});

	test('an unexpected error is not repeated', async () => {
		nex.faults.add({ operation: 'getRecord', times: Infinity, do: { status: 500, body: { code: 500, message: 'broken' } } });
		const { error } = await run(getOne, { items: inputs(['1']) });
		expect(error?.message).toContain('broken');
		expect(nex.requests).toHaveLength(1);
	});
});

describe('Stopping', () => {
	test('a request that takes longer than the user allows ends with a clear error', async () => {
		nex.faults.add({ operation: 'createRecord', times: Infinity, do: 'hang' });
		const { error } = await run({ ...createOne, requestOptions: { timeout: 100 } });
		expect(error?.message).toMatch(/did not answer in time/);
	});

	test('cancelling the execution stops what is in flight, what waits, and what would be repeated', async () => {
		const ids = addRecords(100);
		nex.faults.add({ operation: 'getRecord', times: Infinity, do: { status: 429, headers: { 'Retry-After': '60' } } });
		const stop = new AbortController();
		const running = run(getOne, { items: inputs(ids), cancel: stop.signal });
		while (nex.requests.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
		await new Promise((resolve) => setTimeout(resolve, 100));
		stop.abort();
		const { run: finished } = await running;
		expect(finished.status).toBe('canceled');
		const sent = nex.requests.length;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(nex.requests.length).toBe(sent);
		expect(sent).toBeLessThanOrEqual(64);
	});
});

describe('Answers that are none', () => {
	test('a page of some other server is not taken for data', async () => {
		nex.faults.add({ operation: 'getRecord', times: Infinity, do: 'html' });
		const { error } = await run(getOne, { items: inputs(['1']) });
		expect(error?.message).toContain('not come from the Nex API');
	});

	test('the key does not follow a redirect to another origin', async () => {
		const other = await startNexServer();
		nex.faults.add({ operation: 'getRecord', times: Infinity, do: { redirect: `${other.url}/v1/records/1`, status: 307 } });
		const { error } = await run(getOne, { items: inputs(['1']) });
		expect(error?.message).toContain('redirect');
		expect(other.requests).toHaveLength(0);
		await other.close();
	});

	test('a redirect within the API is followed', async () => {
		const [id = ''] = addRecords(1);
		nex.faults.add({ operation: 'getRecord', do: { redirect: `${nex.url}/v1/records/${id}`, status: 308 } });
		const { error, items } = await run(getOne, { items: inputs(['1']) });
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe(id);
	});

	test('an answer with a byte order mark is read', async () => {
		nex.faults.add({ operation: 'getRecord', do: { status: 200, body: '\uFEFF{"id":"1","attributes":{"name":"Öl"}}' } });
		expect((await run(getOne, { items: inputs(['1']) })).items[0]?.json).toMatchObject({ id: '1', name: 'Öl' });
	});

	test('an answer that is not packed as it says is said to be damaged', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		nex.faults.add({
			operation: 'getRecord',
			times: Infinity,
			do: { status: 200, headers: { 'content-encoding': 'gzip' }, body: '{"id":"1"}' },
		});
		const { error } = await run(getOne, { items: inputs(['1']) });
		jest.restoreAllMocks();
		expect(error?.message).toContain('its answer was damaged');
	});

	test('a server that is not there is said to be so, and the key is not shown', async () => {
		const { credential } = nex;
		await nex.close();
		// Without a pause between the tries.
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const { error } = await run(createOne, { credential });
		jest.restoreAllMocks();
		expect(error?.description).not.toContain('look in Nex first');
		expect(error?.message).toContain('ECONNREFUSED');
		expect(error?.description).toContain('Base URL');
		expect(JSON.stringify([error, error?.stack, error?.cause])).not.toContain(credential.apiKey);
		nex = await startNexServer();
	});

	test('a key that an answer repeats is struck out of the error', async () => {
		nex.faults.add({ operation: 'createRecord', do: { status: 400, body: { code: 400, message: `no such key: ${nex.key}` } } });
		const { error } = await run(createOne);
		expect(error?.message).toContain('***');
		expect(JSON.stringify([error, error?.stack])).not.toContain(nex.key);
	});
});

describe('Bad input', () => {
	const cases: Array<[string, Record<string, unknown>, RegExp]> = [
		['a path for an ID', { operation: 'get', recordId: picked('../objects/person') }, /"Record" is not an ID/],
		['an empty ID', { operation: 'get', recordId: picked('={{ $json.nothing }}') }, /"Record" is empty/],
		['an ID that JavaScript rounded', { operation: 'get', recordId: picked('={{ 40112233445566771 }}') }, /"Record" is a number too long/],
		['a blank URL', { operation: 'get', recordId: { __rl: true, mode: 'url', value: '={{ $json.nothing }}' } }, /"Record" is empty/],
		['a Timeout that is none', { ...getMany, requestOptions: { timeout: '={{ "soon" }}' } }, /"Timeout" must be a whole number, 1 or more/],
		['a Timeout of -1', { ...getMany, requestOptions: { timeout: -1 } }, /"Timeout" must be .* but is -1/],
		[
			'a form that is JSON and is none',
			{ ...createOne, attributesMode: 'form', attributes: { mappingMode: 'defineBelow', value: '{ name: Ada' } },
			/"Attributes" is not valid JSON/,
		],
		[
			'a form that is a list',
			{ ...createOne, attributesMode: 'form', attributes: { mappingMode: 'defineBelow', value: ['Ada'] } },
			/"Attributes" must be a JSON object/,
		],
		['an empty object type', { ...createOne, objectType: picked('={{ "" }}') }, /"Object Type" is empty/],
		['malformed JSON', { ...createOne, attributesJson: '{ name: ' }, /"Attributes \(JSON\)" is not valid JSON/],
		['JSON that is no object', { ...createOne, attributesJson: '[1]' }, /"Attributes \(JSON\)" must be a JSON object/],
		['no attribute at all', { ...createOne, attributesJson: '{}' }, /"Attributes" has no value/],
		[
			'a matching attribute without a value',
			{ ...createOne, operation: 'createOrUpdate', matchingAttribute: picked('email_addresses') },
			/"email_addresses" has no value/,
		],
		[
			'one that was chosen by its name',
			{ ...createOne, operation: 'createOrUpdate', matchingAttribute: { ...picked('domains'), cachedResultName: 'Domains' } },
			/"Domains" has no value/,
		],
		[
			'a matching attribute that is not chosen',
			{ ...createOne, operation: 'createOrUpdate', matchingAttribute: picked('={{ "" }}') },
			/"Matching Attribute" is empty/,
		],
		[
			'a sort without an attribute',
			{ ...getMany, options: { sort: { by: { attribute: '', direction: 'asc' } } } },
			/"Sort" has no attribute/,
		],
		['a Limit of 0', { ...getMany, limit: '={{ 0 }}' }, /"Limit" must be a whole number, 1 or more, but is 0/],
		['a Limit of -1', { ...getMany, limit: '={{ -1 }}' }, /"Limit" must be .* but is -1/],
		['a Limit of 1.5', { ...getMany, limit: '={{ 1.5 }}' }, /"Limit" must be .* but is 1.5/],
		['a Limit that is no number', { ...getMany, limit: '={{ "many" }}' }, /"Limit" must be .* but is "many"/],
	];

	test.each(cases)('%s is named with its field and item, before any request', async (_what, parameters, message) => {
		const { error } = await run(parameters, { items: [{ json: {} }] });
		expect(error?.message).toMatch(message);
		expect(error?.context?.itemIndex).toBe(0);
		expect(nex.requests).toHaveLength(0);
	});

	test.each(['https://app.nex.ai/w/12345/records/ada', 'https://app.nex.ai/40112233445566771/records/all/1'])(
		'a URL whose last number may be that of something else is refused: %s',
		async (value) => {
			const url = { __rl: true, mode: 'url', value };
			await expect(run({ operation: 'get', recordId: url })).rejects.toThrow(/Not the URL of a page in Nex|workflow has issues/);
			const { error } = await run(
				{ operation: 'get', recordId: { ...url, value: '={{ $json.url }}' } },
				{ items: [{ json: { url: value } }] },
			);
			expect(error?.message).toMatch(/Record|URL/);
			expect(nex.requests).toHaveLength(0);
		},
	);

	test('a form that a model has written as JSON is read', async () => {
		const attributes = { mappingMode: 'defineBelow', value: '{ "name": "Ada" }' };
		expect((await run({ ...createOne, attributesMode: 'form', attributes })).error).toBeUndefined();
		expect(nex.requests[0]?.body).toEqual({ attributes: { name: 'Ada' } });
	});

	test('an unknown object type is named', async () => {
		const { error } = await run({ ...getMany, objectType: picked('nothing') });
		expect(error?.message).toContain('There is no such object type');
		expect(error?.httpCode).toBe('404');
	});

	test.each([
		['no key', { apiKey: '' }, /API Key is empty/],
		['a key with a line break', { apiKey: 'sk-one\nsk-two' }, /API Key has/],
		['no URL', { baseUrl: '' }, /Base URL is empty/],
		['a URL that is none', { baseUrl: 'app.nex.ai' }, /Base URL is not a URL/],
		['plain http', { baseUrl: 'http://app.nex.ai/api/developers' }, /must start with https/],
		['another protocol', { baseUrl: 'ftp://127.0.0.1' }, /must start with https/],
		['a name that only looks like this machine', { baseUrl: 'http://127.0.0.1.evil.example' }, /must start with https/],
		['a query', { baseUrl: 'https://app.nex.ai/api/developers?x=1' }, /without "\?"/],
	])('%s is refused', async (_what, change, message) => {
		const { error } = await run(getMany, { credential: { ...nex.credential, ...change } });
		expect(error?.message).toMatch(message);
		expect(nex.requests).toHaveLength(0);
	});

	test('trailing slashes of the base URL are forgiven', async () => {
		const { error } = await run(getMany, { credential: { ...nex.credential, baseUrl: `${nex.url}//` } });
		expect(error).toBeUndefined();
	});
});
