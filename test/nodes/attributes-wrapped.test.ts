import type { IDataObject } from 'n8n-workflow';
import { NexList } from '../../nodes/NexList/NexList.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const create = async (parameters: Record<string, unknown>, json: IDataObject = {}) =>
	await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'create', objectType: picked('person'), ...parameters },
		items: [{ json }],
	});

const ADA = { name: 'Ada', job_title: 'Buyer' };

const WRAPPED = [
	{ attributes: ADA },
	{ arguments: ADA },
	{ input: ADA },
	{ properties: ADA },
	{ input: { attributes: ADA } },
	{ arguments: JSON.stringify(ADA) },
	{ attributes: { name: { first_name: 'Ada' } } },
];

describe('Attributes that are given one level too deep are taken out of it', () => {
	const inner = (wrapped: object) => (JSON.stringify(wrapped).includes('first_name') ? { name: { first_name: 'Ada' } } : ADA);

	test.each(WRAPPED)('as JSON: %j', async (wrapped) => {
		const { error } = await create({ attributesMode: 'json', attributesJson: '={{ $json.given }}' }, { given: JSON.stringify(wrapped) });
		expect(error).toBeUndefined();
		expect(nex.requests.map(({ body }) => body)).toEqual([{ attributes: inner(wrapped) }]);
	});

	test.each(WRAPPED)('as the whole form: %j', async (wrapped) => {
		const attributes = { mappingMode: 'defineBelow', value: '={{ $json.given }}' };
		const { error } = await create({ attributes }, { given: wrapped as IDataObject });
		expect(error).toBeUndefined();
		expect(nex.requests.map(({ body }) => body)).toEqual([{ attributes: inner(wrapped) }]);
	});

	test.each([
		['location', 'input', { city: 'Uppsala' }],
		['text', 'parameters', '{ "a": 1 }'],
		['text', 'data', '{ "a": 1 }'],
		['text', 'attributes', 'eight'],
	])('but an attribute of the type %s that is called %s is that attribute', async (type, slug, value) => {
		nex.state.objects.createAttribute('person', { name: slug, slug, type } as never);
		await create({ attributesMode: 'json', attributesJson: JSON.stringify({ [slug]: value }) });
		expect(nex.requests[0]?.body).toEqual({ attributes: { [slug]: value } });
	});

	test('and a record that is given whole is refused, with what to give of it', async () => {
		const record = { id: '77', type: 'person', attributes: ADA };
		const { error } = await create({ attributesMode: 'json', attributesJson: '={{ $json }}' }, record);
		expect(error?.message).toBe('"Attributes (JSON)" has the attributes one level deeper, beside id, type');
		expect(error?.description).toContain('under "attributes"');
		expect(nex.requests).toEqual([]);
	});
});

describe('A form that an expression or a workflow written by hand fills as a whole', () => {
	let listId: string;
	let recordId: string;
	beforeEach(() => {
		listId = nex.state.lists.create('person', { name: 'Spring', slug: 'spring' }).definition.id;
		nex.state.objects.createAttribute('spring', { name: 'Score', slug: 'score', type: 'number' });
		recordId = nex.state.records.create('person', { name: 'Ada' }).id;
	});
	const add = async (attributes: unknown, json: IDataObject = {}) =>
		await runNode(new NexList(), {
			credential: nex.credential,
			parameters: { operation: 'addMember', listId: picked(listId), recordId: picked(recordId), attributes },
			items: [{ json }],
		});

	test.each([
		{ score: 1 },
		{ value: { score: 1 } },
		{ value: '{ "score": 1 }' },
		{ mappingMode: 'defineBelow', value: '={{ $json }}' },
		{ mappingMode: 'defineBelow', value: { score: '={{ $json.score }}' } },
	])('is read: %j', async (attributes) => {
		const { error } = await add(attributes, { score: 1 });
		expect(error).toBeUndefined();
		expect(nex.requests.at(-1)?.body).toEqual({ parent_id: recordId, attributes: { score: 1 } });
	});

	test.each([
		'{{ $json.score }}',
		5,
		{ value: ['score', 1] },
		{ mappingMode: 'defineBelow', value: [{ score: 1 }] },
		{ value: '{ broken' },
	])('or refused by name if it is none: %j', async (attributes) => {
		const { error } = await add(attributes, { score: 1 });
		expect(error?.message).toContain('"Attributes" ');
		expect(nex.requests).toEqual([]);
	});

	test.each([null, '', {}, { mappingMode: 'defineBelow', value: null }])('and nothing if it is blank: %j', async (attributes) => {
		const { error } = await add(attributes);
		expect(error).toBeUndefined();
		expect(nex.requests.at(-1)?.body).toEqual({ parent_id: recordId });
	});
});

describe('A form that is given whole is read by slug or shown name, as its attributes are', () => {
	const whole = async (given: unknown) => {
		const { fields: schema } = await new NexRecord().methods.resourceMapping.newRecordAttributes.call(
			editorContext(new NexRecord(), { operation: 'create', objectType: picked('person') }, nex.credential),
		);
		nex.requests.length = 0;
		const attributes = { mappingMode: 'defineBelow', value: '={{ $json.given }}', schema };
		return await create({ attributes }, { given } as IDataObject);
	};

	test.each([
		{ name: 'Ada', email_addresses: 'ada@example.com, bo@example.com' },
		{ NAME: 'Ada', 'Email Addresses': ['ada@example.com', 'bo@example.com'] },
		JSON.stringify({ name: 'Ada', email_addresses: ['ada@example.com', 'bo@example.com'], job_title: '' }),
	])('%j', async (given) => {
		expect((await whole(given)).error).toBeUndefined();
		expect(nex.requests[0]?.body).toEqual({ attributes: { name: 'Ada', email_addresses: ['ada@example.com', 'bo@example.com'] } });
	});

	test('unless it gives one attribute twice', async () => {
		const { error } = await whole({ name: 'Ada', Name: 'Bo' });
		expect(error?.message).toContain('"Attributes" gives the attribute "name" twice');
		expect(nex.requests).toEqual([]);
	});
});

test('A blank JSON is no attributes: enough to add a member to a list', async () => {
	const listId = nex.state.lists.create('person', { name: 'Spring', slug: 'spring' }).definition.id;
	const recordId = nex.state.records.create('person', { name: 'Ada' }).id;
	const { error } = await runNode(new NexList(), {
		credential: nex.credential,
		parameters: { operation: 'addMember', listId: picked(listId), recordId: picked(recordId), attributesMode: 'json', attributesJson: ' ' },
	});
	expect(error).toBeUndefined();
	expect(nex.requests.at(-1)?.body).toEqual({ parent_id: recordId });
});

test.each(['({})', 'new Map([["name", "Ada"]])', '[{ name: "Ada" }]', '(() => { const a = { name: "Ada" }; return [a, a]; })()'])(
	'Attributes as JSON that are no object are refused by name: %s',
	async (expression) => {
		const { error } = await create({ attributesMode: 'json', attributesJson: `={{ ${expression} }}` });
		expect(error?.message).toMatch(/^"Attributes( \(JSON\))?" /);
		expect(nex.requests).toEqual([]);
	},
);

test('JSON with thousands of levels is refused by name', async () => {
	const attributesJson = `{"name":${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}}`;
	const { error } = await create({ attributesMode: 'json', attributesJson });
	expect(error?.message).toMatch(/"Attributes \(JSON\).*levels/);
	expect(error?.message.length).toBeLessThan(300);
	expect(nex.requests).toEqual([]);
});
