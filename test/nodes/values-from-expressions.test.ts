import type { IDataObject, INodeType } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';
import { NexAiList } from '../../nodes/NexAiList/NexAiList.node';
import { NexCompounding } from '../../nodes/NexCompounding/NexCompounding.node';
import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { NexNotification } from '../../nodes/NexNotification/NexNotification.node';
import { NexObject } from '../../nodes/NexObject/NexObject.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { NexTask } from '../../nodes/NexTask/NexTask.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

// As with GENERIC_TIMEZONE=Asia/Tokyo: the time zone of every workflow that has none of its own.
setGlobalState({ defaultTimezone: 'Asia/Tokyo' });

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterEach(async () => await nex.close());

/** A row of a sheet, in which every value is text. */
const row = {
	count: '10',
	minutes: ' 30 ',
	yes: 'true',
	no: 'FALSE',
	amount: '5000',
	chance: '0.5',
	long: '40112233445566771',
	perhaps: 'perhaps',
	blank: '',
};

const run = async (node: INodeType, parameters: Record<string, unknown>, json: IDataObject = row) =>
	await runNode(node, { credential: nex.credential, parameters, items: [{ json }] });

const formOf = async (operation: 'create' | 'update', type: string) =>
	(
		await new NexRecord().methods.resourceMapping[operation === 'create' ? 'newRecordAttributes' : 'recordAttributes'].call(
			editorContext(new NexRecord(), { operation, objectType: picked(type) }, nex.credential),
		)
	).fields;

/** The run of a new record whose form is filled like this. */
async function filled(type: string, value: IDataObject, json: IDataObject = row) {
	const schema = await formOf('create', type);
	nex.requests.length = 0;
	return await run(
		new NexRecord(),
		{ operation: 'create', objectType: picked(type), attributes: { mappingMode: 'defineBelow', value, schema } },
		json,
	);
}

/** The attributes that go out for a form filled like this. */
async function sent(type: string, value: IDataObject, json: IDataObject = row): Promise<unknown> {
	await filled(type, value, json);
	return (nex.requests.at(-1)?.body as { attributes?: unknown }).attributes;
}

describe('Numbers and switches that come as text go out as what they are', () => {
	const cases: Array<[string, () => INodeType, Record<string, unknown>, object]> = [
		['the limit of an AI list', () => new NexAiList(), { operation: 'create', query: 'all', limit: '={{ $json.count }}' }, { limit: 10 }],
		[
			'the frequency of notifications',
			() => new NexNotification(),
			{ operation: 'updatePreferences', updateFields: { frequencyMinutes: '={{ $json.minutes }}' } },
			{ frequency_minutes: 30 },
		],
		['a dry run', () => new NexCompounding(), { operation: 'trigger', jobType: 'metrics', dryRun: '={{ $json.yes }}' }, { dry_run: true }],
		[
			'a completed task',
			() => new NexTask(),
			{ operation: 'update', updateFields: { isCompleted: '={{ $json.yes }}', title: 'Call' } },
			{ is_completed: true },
		],
		[
			'a required attribute',
			() => new NexObject(),
			{
				operation: 'createAttribute',
				objectType: picked('person'),
				name: 'A',
				slug: 'a',
				additionalFields: { isRequired: '={{ $json.no }}' },
			},
			{ options: { is_required: false } },
		],
	];
	test.each(cases)('%s', async (_name, node, parameters, body) => {
		const { error } = await run(node(), { ...parameters, taskId: picked(nex.state.tasks.create({ title: 'Call' }).id) });
		expect(nex.requests[0]?.body).toMatchObject(body);
		expect(error).toBeUndefined();
	});

	test('in the form for attributes', async () => {
		expect(
			await sent('deal', { name: 'Mill', amount: '={{ $json.amount }}', probability: '={{ $json.chance }}', is_won: '={{ $json.no }}' }),
		).toEqual({ name: 'Mill', amount: 5000, probability: 0.5, is_won: false });
	});

	test('in attributes that are mapped by their names', async () => {
		const schema = await formOf('create', 'deal');
		const { error } = await run(
			new NexRecord(),
			{ operation: 'create', objectType: picked('deal'), attributes: { mappingMode: 'autoMapInputData', value: null, schema } },
			{ ...row, name: 'Mill', probability: '0.5', is_won: 'false' },
		);
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Mill', amount: 5000, probability: 0.5, is_won: false } });
		expect(error).toBeUndefined();
	});

	test('but for a number too long to be exact, which is refused by name', async () => {
		const { error } = await filled('deal', { name: 'Mill', probability: '={{ $json.long }}' });
		expect(error?.message).toContain('"Probability" must be a number');
		expect(nex.requests).toEqual([]);
	});

	test('and a switch that an expression left blank is not sent', async () => {
		const { id } = nex.state.tasks.create({ title: 'Call' });
		await run(new NexTask(), {
			operation: 'update',
			taskId: picked(id),
			updateFields: { title: 'Call Ada', isCompleted: '={{ $json.blank }}' },
		});
		expect(nex.requests.at(-1)?.body).toEqual({ title: 'Call Ada' });
	});

	test('"false" does not return all records', async () => {
		for (let i = 0; i < 60; i++) nex.state.records.create('person', { name: `Person ${i}` });
		const { items } = await run(new NexRecord(), { operation: 'getMany', objectType: picked('person'), returnAll: '={{ $json.no }}' });
		expect(items).toHaveLength(50);
	});
});

test('A switch that is neither true nor false is refused before any request, by its name', async () => {
	const { error } = await run(new NexCompounding(), { operation: 'trigger', jobType: 'metrics', dryRun: '={{ $json.perhaps }}' });
	expect(error?.message).toBe('"Dry Run" must be true or false, but is "perhaps"');
	expect(nex.requests).toEqual([]);
});

describe('A picker', () => {
	const id = '40112233445566771';
	test.each([
		id,
		'={{ $json.id }}',
		{ mode: 'id', value: id },
		{ __rl: true, value: id },
		{ __rl: true, mode: 'id', value: { __rl: true, mode: 'id', value: id } },
		'={{ ({ __rl: true, mode: "id", value: $json.id }) }}',
	])("is read however much of n8n's form for it is there: %j", async (given) => {
		await run(new NexTask(), { operation: 'get', taskId: given }, { id });
		expect(nex.requests.at(-1)?.path).toBe(`/v1/tasks/${id}`);
		await run(new NexNote(), { operation: 'create', title: 'Call', additionalFields: { recordId: given } }, { id });
		expect(nex.requests.at(-1)?.body).toEqual({ title: 'Call', entity_id: id });
	});
});

describe('Text in which an expression has put a whole object is told with the execution, by the field', () => {
	const met = { met: { at: 'Uppsala' } };
	const told = (name: string) => ({ Nex: expect.stringContaining(`"${name}" has "[object Object]" in its text`) });

	test('in a field of the form', async () => {
		const { run: ran } = await run(new NexTask(), { operation: 'create', title: '=Met at {{ $json.met }}' }, met);
		expect(nex.requests.at(-1)?.body).toEqual({ title: 'Met at [object Object]' });
		expect(ran.data.resultData.metadata).toEqual(told('Title'));
	});

	test('in an attribute', async () => {
		const { run: ran } = await filled('person', { name: 'Ada', job_title: '=Met at {{ $json.met }}' }, met);
		expect(ran.data.resultData.metadata).toEqual(told('Job Title'));
	});

	test('and text without one is not', async () => {
		const { run: ran } = await filled('person', { name: 'Ada', job_title: '=Met at {{ $json.met.at }}' }, met);
		expect(ran.data.resultData.metadata).toBeUndefined();
	});
});

describe('A list attribute', () => {
	test.each([
		['={{ $json.work }}, {{ $json.home }}', {}],
		['={{ $json.work }}\n{{ $json.home }}', {}],
		['={{ $json.work }}', { work: ' ' }],
		['={{ [$json.work, $json.home] }}', {}],
	])('from %j for an item %j that has none of them stays as it is', async (typed, json) => {
		const { id } = nex.state.records.create('person', { name: 'Ada', email_addresses: ['ada@example.com'] });
		const attributes = {
			mappingMode: 'defineBelow',
			value: { job_title: 'Ranger', 'email_addresses[]': typed },
			schema: await formOf('update', 'person'),
		};
		const { items } = await run(
			new NexRecord(),
			{ operation: 'update', objectType: picked('person'), recordId: picked(id), attributes },
			json,
		);
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { job_title: 'Ranger' } });
		expect(items[0]?.json.email_addresses).toEqual(['ada@example.com']);
	});

	test('from an expression leaves out what is missing', async () => {
		expect(
			await sent('person', { name: 'Ada', 'email_addresses[]': '={{ [$json.work, $json.home] }}' }, { work: 'ada@example.com' }),
		).toEqual({ name: 'Ada', email_addresses: ['ada@example.com'] });
	});

	test.each(['={{ [] }}', '[]', '={{ ["", null] }}'])('is left alone by an empty list, %s', async (typed) => {
		expect(await sent('person', { name: 'Ada', 'email_addresses[]': typed })).toEqual({ name: 'Ada' });
	});
});

test.each([
	{ amount: 5000, 'amount.currency': 'EUR' },
	{ 'amount.currency': 'EUR', amount: '5000' },
])('An amount and its currency code, %j, go out together', async (value) => {
	expect(await sent('deal', { name: 'Mill', ...value })).toEqual({ name: 'Mill', amount: { value: 5000, currency: 'EUR' } });
});

describe('A date attribute', () => {
	test('as the editor picks it, without a time zone, is meant in that of the workflow', async () => {
		expect(await sent('deal', { name: 'Mill', close_date: '2026-05-04T00:00:00' })).toEqual({
			name: 'Mill',
			close_date: '2026-05-04T00:00:00.000+09:00',
		});
	});

	test.each(['2026-05-04', '2026-05-04T08:00:00Z', '2026-05-04T08:00:00+02:00'])('given as %s goes out as it is', async (date) => {
		expect(await sent('deal', { name: 'Mill', close_date: date })).toEqual({ name: 'Mill', close_date: date });
	});
});
