import type { ResourceMapperField } from 'n8n-workflow';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterEach(async () => await nex.close());

const node = new NexRecord();
const { listSearch, loadOptions, resourceMapping } = node.methods;
const context = (parameters: Record<string, object | string> = {}, credential = nex.credential) =>
	editorContext(new NexRecord(), { operation: 'getMany', ...parameters }, credential);
const run = async (parameters: Record<string, unknown>, items = [{ json: {} }]) =>
	await runNode(new NexRecord(), { credential: nex.credential, parameters, items });
const objectType = picked('project');

describe('Pickers', () => {
	test('object types are listed by name, and searched', async () => {
		const all = await listSearch.searchObjectTypes.call(context());
		expect(all.results.map(({ value }) => value).sort()).toEqual(['company', 'deal', 'person', 'project']);
		const found = await listSearch.searchObjectTypes.call(context(), 'PERS');
		expect(found.results.map(({ value }) => value)).toEqual(['person']);
	});

	test('records of the chosen type are listed page by page to the last', async () => {
		const names: string[] = [];
		let token: string | undefined;
		do {
			const page = await listSearch.searchRecords.call(context({ objectType: picked('person') }), undefined, token);
			names.push(...page.results.map(({ value }) => String(value)));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		const { items } = await run({ operation: 'getMany', objectType: picked('person'), returnAll: true });
		expect(names.sort()).toEqual(items.map(({ json }) => String(json.id)).sort());
	});

	test('records are searched in Nex, within the chosen type', async () => {
		const { results } = await listSearch.searchRecords.call(context({ objectType: picked('company') }), 'Timber');
		expect(results.length).toBeGreaterThan(0);
		expect(results.every(({ name }) => name.includes('Timber'))).toBe(true);
		expect(results.every(({ value }) => /^\d{17}$/.test(String(value)))).toBe(true);
	});

	test('without a type, records of all are offered with their type', async () => {
		const { results } = await listSearch.searchRecords.call(context({ objectType: picked('') }));
		expect(results.some(({ name }) => name.endsWith('(company)'))).toBe(true);
		expect(results.some(({ name }) => name.endsWith('(person)'))).toBe(true);
	});

	test('attributes that tell records apart come first', async () => {
		const { results } = await listSearch.searchAttributes.call(context({ objectType: picked('person') }));
		expect(results[0]).toMatchObject({ value: 'email_addresses', name: expect.stringContaining('unique') });
		expect(await loadOptions.getAttributes.call(context({ objectType: picked('person') }))).toContainEqual({
			name: 'Job Title',
			value: 'job_title',
		});
	});

	test('a key that may not list says which scope it lacks', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'object.read'));
		await expect(listSearch.searchObjectTypes.call(context({}, { ...nex.credential, apiKey }))).rejects.toThrow('"object.read"');
	});

	test('the URL of a record is understood', async () => {
		const [record] = (await run({ operation: 'getMany', objectType: picked('company'), limit: 1 })).items;
		const id = String(record?.json.id);
		for (const end of ['', '/', '?tab=notes', '/timeline#top']) {
			const { error, items } = await run({
				operation: 'get',
				recordId: { __rl: true, mode: 'url', value: `https://app.nex.ai/workspace/companies/${id}${end}` },
			});
			expect(error).toBeUndefined();
			expect(items[0]?.json.id).toBe(id);
		}
	});
});

describe('A record to get', () => {
	const get = async (given: unknown) =>
		await run({ operation: 'get', recordId: picked('={{ $json.given }}') }, [{ json: { given } as object }]);

	test('may be given whole, or as a list of one', async () => {
		const [record] = nex.state.records.store.ofType('person');
		for (const given of [record?.id, { id: record?.id, type: 'person' }, [record?.id], [{ id: record?.id }]])
			expect((await get(given)).items[0]?.json.id).toBe(record?.id);
	});

	test.each([
		[['1', '2'], 'a list'],
		[{ name: 'Ada' }, 'an object without "id"'],
		[true, 'true'],
	])('is refused as what it is if it is no ID: %j', async (given, kind) => {
		const { error } = await get(given);
		expect(error?.message).toBe(`"Record" is not an ID, but ${kind}`);
		expect(nex.requests).toEqual([]);
	});
});

describe('The attribute form', () => {
	const form = async (slug: string): Promise<ResourceMapperField[]> =>
		(await resourceMapping.newRecordAttributes.call(context({ operation: 'create', objectType: picked(slug) }))).fields;

	test('follows the schema: every type of attribute has a field that fits', async () => {
		const fields = await form('project');
		const types = new Set(nex.state.objects.get('project').attributes.map(({ type }) => type));
		expect(types.size).toBe(13);
		for (const { slug, options } of nex.state.objects.get('project').attributes) {
			expect(fields.map(({ id }) => id)).toContain(options.is_multi_value ? `${slug}[]` : slug);
		}
		const select = fields.find(({ type }) => type === 'options');
		expect(select?.options?.length).toBeGreaterThan(1);
	});

	test('shows a toggle of what exists already only if somebody adds it, because n8n sends each toggle it shows', async () => {
		const isHidden = async (method: 'newRecordAttributes' | 'recordAttributes') => {
			const { fields } = await resourceMapping[method].call(context({ objectType: picked('project') }));
			return fields.find(({ id }) => id === 'is_active')?.removed === true;
		};
		expect(await isHidden('newRecordAttributes')).toBe(false);
		expect(await isHidden('recordAttributes')).toBe(true);
	});

	test('says nothing of having no attributes if it has some, which n8n would show while it maps automatically', async () => {
		const found = await resourceMapping.recordAttributes.call(context({ objectType: picked('project') }));
		expect(Object.keys(found)).toEqual(['fields']);
	});

	test('changes as soon as the schema does', async () => {
		const before = await form('company');
		nex.state.objects.createAttribute('company', { name: 'Fax', slug: 'fax', type: 'text' });
		expect((await form('company')).length).toBe(before.length + 1);
	});

	test('asks to choose an object type while there is none', async () => {
		const { fields, emptyFieldsNotice } = await resourceMapping.recordAttributes.call(
			context({ operation: 'create', objectType: picked('') }),
		);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('object type');
	});

	test('sends what was filled in and nothing else', async () => {
		const [stage] = (await form('deal')).filter(({ id }) => id === 'stage');
		const option = stage?.options?.[0];
		const { error, items } = await run({
			operation: 'create',
			objectType: picked('deal'),
			attributes: {
				mappingMode: 'defineBelow',
				value: { name: 'Mill', stage: option?.value, close_date: null, 'amount.value': 5, 'amount.currency': 'EUR' },
			},
		});
		expect(error).toBeUndefined();
		expect(nex.requests.at(-1)?.body).toEqual({
			attributes: { name: 'Mill', stage: option?.value, amount: { value: 5, currency: 'EUR' } },
		});
		expect(items[0]?.json).toMatchObject({ name: 'Mill' });
	});

	test.each([
		['ida@example.com, emil@example.com', ['ida@example.com', 'emil@example.com']],
		['ida@example.com', ['ida@example.com']],
		['["ida@example.com","emil@example.com"]', ['ida@example.com', 'emil@example.com']],
		['ida@example.com\nemil@example.com\n', ['ida@example.com', 'emil@example.com']],
	])('a list may be typed as %j', async (typed, sent) => {
		await run({
			operation: 'create',
			objectType: picked('person'),
			attributes: { mappingMode: 'defineBelow', value: { name: 'Ida', 'email_addresses[]': typed } },
		});
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Ida', email_addresses: sent } });
	});

	test('a select that takes several offers each option, and sends the IDs of those chosen or typed', async () => {
		const schema = await form('project');
		const tags = schema.filter(({ id }) => id.startsWith('tags['));
		expect(tags.map(({ displayName, removed }) => [displayName, removed])).toEqual([
			['Tags (list)', undefined],
			['Tags: Field Work', true],
			['Tags: Laboratory', true],
			['Tags: Urgent', true],
		]);
		const [fieldWork, , urgent] =
			nex.state.objects
				.get('project')
				.attributes.find(({ slug }) => slug === 'tags')
				?.options.select_options.map(({ id }) => id) ?? [];
		const sent = async (value: Record<string, unknown>) => {
			await run({
				operation: 'create',
				objectType: picked('project'),
				attributes: { mappingMode: 'defineBelow', value: { name: 'Survey', ...value }, schema },
			});
			return (nex.requests.at(-1)?.body as { attributes: Record<string, unknown> }).attributes.tags;
		};
		expect(await sent({ [`tags[${fieldWork}]`]: true, [`tags[${urgent}]`]: true })).toEqual([fieldWork, urgent]);
		expect(await sent({ [`tags[${fieldWork}]`]: false })).toBeUndefined();
		expect(await sent({ 'tags[]': 'Field Work, urgent' })).toEqual([fieldWork, urgent]);
		expect(await sent({ 'tags[]': `={{ ["Urgent", "${fieldWork}"] }}` })).toEqual([urgent, fieldWork]);
		expect(await sent({ [`tags[${urgent}]`]: '={{ true }}', 'tags[]': 'Urgent, Field Work' })).toEqual([urgent, fieldWork]);
		expect(await sent({ 'tags[]': '={{ [] }}' })).toBeUndefined();
	});

	test('takes the name of an option from an expression or an item', async () => {
		const schema = await form('deal');
		const won = schema.find(({ id }) => id === 'stage')?.options?.find(({ name }) => name === 'Won')?.value;
		await run({
			operation: 'create',
			objectType: picked('deal'),
			attributes: { mappingMode: 'defineBelow', value: { name: 'Mill', stage: '={{ "Won" }}' }, schema },
		});
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Mill', stage: won } });
		await run({ operation: 'create', objectType: picked('deal'), attributes: { mappingMode: 'autoMapInputData', value: null, schema } }, [
			{ json: { name: 'Mill', stage: 'won' } } as never,
		]);
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Mill', stage: won } });
	});

	test('maps an item to attributes by name, and leaves the rest of the item out', async () => {
		const schema = await form('person');
		const item = { json: { name: 'Ida Holm', email_addresses: ['ida@example.com'], row_number: 7, job_title: '' } };
		await run({ operation: 'create', objectType: picked('person'), attributes: { mappingMode: 'autoMapInputData', value: null, schema } }, [
			item as never,
		]);
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Ida Holm', email_addresses: ['ida@example.com'] } });
	});

	test('says beside the items which fields of the input it left out, but not what only a record has', async () => {
		const schema = await form('person');
		const map = async (...items: object[]) => {
			const attributes = { mappingMode: 'autoMapInputData', value: null, schema };
			const { run: finished } = await run({ operation: 'create', objectType: picked('person'), attributes }, items as never);
			return finished.data.resultData.metadata;
		};
		expect(await map({ json: { name: 'Ida Holm', row_number: 7, Remark: '' } })).toEqual({
			Nex: expect.stringMatching(/left out: "row_number", "Remark"\.$/),
		});
		const letters = Object.fromEntries([...'abcdefg'].map((letter) => [letter, 1]));
		expect(await map({ json: { name: 'Ida Holm', ...letters } })).toEqual({ Nex: expect.stringMatching(/"e" and 2 more\.$/) });
		const { items } = await run({ operation: 'getMany', objectType: picked('person'), limit: 1 });
		expect(await map(...items)).toBeUndefined();
	});
});

describe('What comes out', () => {
	test('Simplify gives one flat object with names as text', async () => {
		const { id } = nex.state.records.create('person', {
			name: { first_name: 'Ada', last_name: 'Holm' },
			phone_number: { country_code: 46, number: '5550100' },
		});
		const { items } = await run({ operation: 'get', recordId: picked(id), simplify: true });
		expect(items[0]?.json).toMatchObject({ id, type: 'person', name: 'Ada Holm', phone_number: { country_code: 46, number: '5550100' } });
		expect(items[0]?.json.attributes).toBeUndefined();
	});

	test('Simplify understands values that Nex wraps in objects', async () => {
		Object.assign(nex.shapes, { attributeValues: 'objects' });
		const { id } = nex.state.records.create('person', { name: 'Ada Holm', email_addresses: ['ada@example.com'] });
		const { items } = await run({ operation: 'get', recordId: picked(id), simplify: true });
		expect(JSON.stringify(items[0]?.json)).toContain('ada@example.com');
	});

	test('without Simplify a record comes as Nex gives it', async () => {
		const { items } = await run({ operation: 'getMany', objectType, limit: 1, simplify: false });
		expect(Object.keys(items[0]?.json ?? {}).sort()).toEqual([
			'attributes',
			'created_at',
			'id',
			'object_id',
			'type',
			'updated_at',
			'workspace_id',
		]);
	});

	test.each([
		[{ attributes: 'none' }, 'none'],
		[{ attributes: 'primary' }, 'primary'],
		[{ attributeSlugs: ['name'] }, { mode: 'custom', slugs: ['name'] }],
		[{}, 'all'],
	])('%j asks for those attributes', async (options, sent) => {
		await run({ operation: 'getMany', objectType: picked('company'), limit: 1, options });
		expect(nex.requests.at(-1)?.body).toMatchObject({ attributes: sent });
	});
});
