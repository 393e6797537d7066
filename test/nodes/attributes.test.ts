import type { IDataObject, ResourceMapperField } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';
import { NexList } from '../../nodes/NexList/NexList.node';
import { NexObject } from '../../nodes/NexObject/NexObject.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

setGlobalState({ defaultTimezone: 'Asia/Tokyo' });

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

type Attributes = Record<string, unknown>;

/** A type that has one attribute of each kind, single and with several values. */
function makeType() {
	nex.state.objects.create({ name: 'Sample', slug: 'sample' });
	const add = (slug: string, type: string, options: object = {}, name = slug) =>
		nex.state.objects.createAttribute('sample', { name, slug, type, options } as never);
	const select_options = ['Gold ', 'Oil, Gas & Mining', 'Cafe\u0301', '2024', 'Timber'].map((name) => ({ name }));
	for (const type of ['text', 'number', 'email', 'phone', 'url', 'date', 'boolean', 'currency', 'location', 'social_profile', 'domain']) {
		add(`one_${type}`, type);
		add(`many_${type}`, type, { is_multi_value: true });
	}
	add('one_full_name', 'full_name');
	add('many_full_name', 'full_name', { is_multi_value: true });
	add('one_select', 'select', { select_options });
	add('many_select', 'select', { select_options, is_multi_value: true });
}

const formOf = async (type: string, method: 'recordAttributes' | 'newRecordAttributes' = 'newRecordAttributes') =>
	(
		await new NexRecord().methods.resourceMapping[method].call(
			editorContext(new NexRecord(), { operation: 'update', objectType: picked(type) }, nex.credential),
		)
	).fields;

interface Filled {
	operation?: string;
	id?: string;
	type?: string;
	parameters?: Record<string, unknown>;
	mappingMode?: string;
	/** A form that was read before. */
	schema?: ResourceMapperField[];
}

/** Runs a record's operation with a form, whose values come from the item, as expressions give them. */
async function fill(values: Attributes, { operation = 'create', id, type = 'sample', parameters, mappingMode, schema }: Filled = {}) {
	const fields = schema ?? (await formOf(type, operation === 'create' ? 'newRecordAttributes' : 'recordAttributes'));
	nex.requests.length = 0;
	const isMapped = mappingMode === 'autoMapInputData';
	const value = Object.fromEntries(Object.keys(values).map((name) => [name, `={{ $json[${JSON.stringify(name)}] }}`]));
	return await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: {
			operation,
			objectType: picked(type),
			...(id !== undefined && { recordId: picked(id) }),
			attributes: { mappingMode: mappingMode ?? 'defineBelow', value: isMapped ? null : value, schema: fields },
			...parameters,
		},
		items: [{ json: values as IDataObject }],
	});
}

const lastBody = () => nex.requests.at(-1)?.body as { attributes: Attributes };

/** What goes out for one field of the form. */
async function sent(field: string, value: unknown): Promise<unknown> {
	const { error } = await fill({ name: 'Pine', [field]: value });
	if (error) return { refused: error.message, requests: nex.requests.length };
	return lastBody().attributes[field.replace(/\[\]$/, '')];
}

const refusedFor = (name: string) => ({ refused: expect.stringContaining(`"${name}" `), requests: 0 });

/** The ID of an option of the selects. */
const optionId = (name: string, type = 'sample', slug = 'one_select') =>
	nex.state.objects
		.get(type)
		.attributes.find((attribute) => attribute.slug === slug)
		?.options.select_options.find((option) => option.name === name)?.id;

describe('A list in the form', () => {
	beforeEach(makeType);

	test.each([
		['many_location', 'Forest Road 1, 75105 Uppsala, Sweden', ['Forest Road 1, 75105 Uppsala, Sweden']],
		['many_location', 'Uppsala, Sweden\nOslo, Norway\n', ['Uppsala, Sweden', 'Oslo, Norway']],
		['many_location', '{ "city": "Uppsala", "country": "Sweden" }', [{ city: 'Uppsala', country: 'Sweden' }]],
		['many_location', '```json\n{ "city": "Uppsala",\n "country": "Sweden" }\n```', [{ city: 'Uppsala', country: 'Sweden' }]],
		['many_location', '[{ "city": "Uppsala" }, "Oslo, Norway"]', [{ city: 'Uppsala' }, 'Oslo, Norway']],
		['many_location', { city: 'Uppsala', street: null }, [{ city: 'Uppsala' }]],
		['many_full_name', 'Holm, Ada', ['Holm, Ada']],
		['many_text', 'first, second', ['first, second']],
		['many_text', 'first\r\nsecond', ['first', 'second']],
		['many_text', 'first\rsecond\u2028third', ['first', 'second', 'third']],
		['many_email', 'a@b.example\rc@d.example', ['a@b.example', 'c@d.example']],
		['many_text', ['a, b', 'c'], ['a, b', 'c']],
		['many_text', '{ "a": 1 }', ['{ "a": 1 }']],
		['many_text', '[draft] one', ['[draft] one']],
		['many_number', '2024, 2025', [2024, 2025]],
		['many_number', [2024, '2025'], [2024, 2025]],
		['many_number', 7, [7]],
		['many_email', 'a@b.example, c@d.example', ['a@b.example', 'c@d.example']],
		['many_domain', 'a.example,b.example', ['a.example', 'b.example']],
		['many_url', 'https://a.example/x,y', ['https://a.example/x,y']],
		['many_url', 'https://a.example/x,y, https://b.example', ['https://a.example/x,y', 'https://b.example']],
		['many_date', '2026-05-04, 2026-05-05', ['2026-05-04', '2026-05-05']],
		['many_phone', '+46 5550100, +46 5550101', ['+46 5550100', '+46 5550101']],
		['many_email', 'a@b.example; c@d.example;', ['a@b.example', 'c@d.example']],
		['many_email', '\u202Aa@b.example\u202C，c@d.example', ['a@b.example', 'c@d.example']],
		['many_domain', 'a.example;b.example', ['a.example', 'b.example']],
		['many_text', 'first; second', ['first; second']],
		['many_full_name', 'Holm; Ada', ['Holm; Ada']],
		['many_phone', '\u202A+46 5550100\u202C', ['+46 5550100']],
		['many_phone', '+46 5550100;ext=7', ['+46 5550100;ext=7']],
		['many_number', '2024,2025', [2024, 2025]],
		['many_number', '1,2,3', [1, 2, 3]],
		['many_number', '1.5; 2.5', [1.5, 2.5]],
	])('%s, given %j', async (slug, given, expected) => {
		expect(await sent(`${slug}[]`, given)).toEqual(expected);
	});

	test.each(['1,5', '19,99', '1,234', '1,234,567.5', '19,99, 20,50', '1,5; 2,5', '1,5\n2,5', '1.234,56'])(
		'numbers whose commas may be decimal points, or stand between thousands, are refused: %j',
		async (given) => {
			expect(await sent('many_number[]', given)).toEqual(refusedFor('many_number (list)'));
			expect(await sent('many_currency[]', given)).toEqual(refusedFor('many_currency (list)'));
		},
	);

	test('a whole option name wins over its pieces', async () => {
		const [gold, oil, timber] = ['Gold ', 'Oil, Gas & Mining', 'Timber'].map((name) => optionId(name, 'sample', 'many_select'));
		expect(await sent('many_select[]', 'Oil, Gas & Mining')).toEqual([oil]);
		expect(await sent('many_select[]', 'timber, oil, gas & mining, GOLD')).toEqual([timber, oil, gold]);
		expect(await sent('many_select[]', 'Timber;Oil, Gas & Mining;Gold')).toEqual([timber, oil, gold]);
		expect(await sent('many_select[]', 'Timber, Lead')).toEqual(refusedFor('many_select (list)'));
	});

	test('the options of a select are found however they are spelled', async () => {
		for (const [given, name] of [
			['Gold', 'Gold '],
			[' gold ', 'Gold '],
			['Caf\u00e9', 'Cafe\u0301'],
			['CAFE\u0301', 'Cafe\u0301'],
			[2024, '2024'],
			['2024', '2024'],
			['OIL, GAS & MINING', 'Oil, Gas & Mining'],
		] as const)
			expect(await sent('one_select', given)).toBe(optionId(name));
		expect(await sent('one_select', 'Silver')).toEqual(refusedFor('one_select'));
		expect(await sent('one_select', { label: 'Gold' })).toMatchObject({ refused: expect.stringContaining('{"label":"Gold"}') });
	});
});

describe('A value of the wrong kind never changes what stands', () => {
	beforeEach(makeType);

	test.each([
		['one_number', Number.NaN],
		['one_number', Infinity],
		['one_number', '1.234,50'],
		['one_number', '40112233445566771'],
		['one_number', { a: 1 }],
		['one_currency', Number.NaN],
		['one_text', Number.NaN],
		['one_text', { a: 1 }],
		['one_text', ['a', 'b']],
		['one_date', new Date(Number.NaN)],
		['one_date', '04.05.2026'],
		['one_date', 46146],
		['one_date', '0001-01-01T00:00:00Z'],
		['one_date', '2026-02-30'],
		['one_text', '#REF!'],
		['one_text', '[object Object]'],
		['one_full_name', 'Invalid DateTime'],
		['many_text[]', 'undefined'],
		['one_boolean', 'perhaps'],
		['one_location', { city: Number.NaN }],
	])('%s, given %p', async (slug, given) => {
		// As an expression gives it: JSON could not carry these.
		const value = typeof given === 'number' ? `={{ ${given} }}` : given instanceof Date ? '={{ new Date(NaN) }}' : undefined;
		if (value === undefined) return expect(await sent(slug, given)).toEqual(refusedFor(slug.replace('[]', ' (list)')));
		const schema = await formOf('sample');
		nex.requests.length = 0;
		const { error } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: {
				operation: 'create',
				objectType: picked('sample'),
				attributes: { mappingMode: 'defineBelow', value: { name: 'Pine', [slug]: value }, schema },
			},
		});
		expect(error?.message).toContain(`"${slug}" `);
		expect(nex.requests).toEqual([]);
	});

	test.each([
		'({ amount: 1 / 0 })',
		'({ amount: [NaN] })',
		'({ day: new Date(NaN) })',
		'({ a: { b: NaN } })',
		'({ tags: new Set(["a"]) })',
		'({ place: new Map([["city", "Uppsala"]]) })',
		'({ a: { b: /c/ } })',
		'({ a: Object.assign(() => 1, { b: 1 }) })',
		'({ a: "#N/A" })',
	])('as JSON, %s', async (expression) => {
		const { error } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'create', objectType: picked('sample'), attributesMode: 'json', attributesJson: `={{ ${expression} }}` },
		});
		expect(error?.message).toContain('"Attributes (JSON): ');
		expect(nex.requests).toEqual([]);
	});

	test.each(['new Set(["Uppsala"])', 'new Map([["number", "5550100"]])', 'Interval.after($now, 1000)', '$now.diff($now)'])(
		'as a structured value, %s',
		async (expression) => {
			const schema = await formOf('sample');
			nex.requests.length = 0;
			const { error } = await runNode(new NexRecord(), {
				credential: nex.credential,
				parameters: {
					operation: 'create',
					objectType: picked('sample'),
					attributes: { mappingMode: 'defineBelow', value: { name: 'Pine', one_phone: `={{ ${expression} }}` }, schema },
				},
			});
			expect(error?.message).toContain('"one_phone" ');
			expect(nex.requests).toEqual([]);
		},
	);
});

describe('An address arrives alone, or is refused', () => {
	beforeEach(makeType);

	test.each([
		['one_email', 'mailto:ada@example.com', 'ada@example.com'],
		['one_email', "o'brien+crm/7@example.com", "o'brien+crm/7@example.com"],
		['one_email', '["ada@example.com"]', 'ada@example.com'],
		['one_email', '```json\n["ada@example.com"]\n```', 'ada@example.com'],
		['many_email[]', 'mailto:ada@example.com; mailto:bo@example.com', ['ada@example.com', 'bo@example.com']],
		['one_domain', 'https://pine.example/', 'pine.example'],
		['one_domain', 'Pine.example', 'Pine.example'],
		['many_domain[]', 'http://pine.example, oak.example', ['pine.example', 'oak.example']],
		['one_url', 'https://pine.example/a_(b)?c=d,e;f#g', 'https://pine.example/a_(b)?c=d,e;f#g'],
		['one_phone', 'tel:+46-555-0100', '+46-555-0100'],
		['one_phone', '(555) 555.0100 ext. 7', '(555) 555.0100 ext. 7'],
		['one_phone', '+46\u00A0555\u00A00100', '+46\u00A0555\u00A00100'],
	])('%s, given %j', async (field, given, expected) => {
		expect(await sent(field, given)).toEqual(expected);
	});

	test.each([
		['one_email', '<ada@example.com>'],
		['one_email', 'Ada Holm <ada@example.com>'],
		['one_email', '[ada@example.com](mailto:ada@example.com)'],
		['one_email', '<mailto:ada@example.com|ada@example.com>'],
		['one_email', '`ada@example.com`'],
		['one_email', '"ada@example.com"'],
		['one_email', 'ada@example.com, bo@example.com'],
		['one_email', 'ada@example.com bo@example.com'],
		['one_email', 'ada\u200B@example.com'],
		['one_email', 'mailto:ada@example.com?subject=Hi'],
		['one_email', 'not given'],
		['one_email', '["ada@example.com", "bo@example.com"]'],
		['many_email[]', 'ada@example.com bo@example.com'],
		['many_email[]', 'ada@example.com and bo@example.com'],
		['many_email[]', '- ada@example.com\n- bo@example.com'],
		['many_email[]', "['ada@example.com']"],
		['many_email[]', '[“ada@example.com”]'],
		['one_domain', 'https://pine.example/about'],
		['one_domain', 'ada@pine.example'],
		['one_domain', 'pine.example, oak.example'],
		['one_url', '[Pine](https://pine.example)'],
		['one_url', '<https://pine.example>'],
		['one_url', 'https://pine.example https://oak.example'],
		['one_phone', '4.91701E+11'],
		['one_phone', '491701234567.0'],
		['one_phone', '"+46 5550100"'],
		['one_phone', 'not given'],
		['one_phone', '+46 5550100 | +46 5550101'],
		['one_phone', "'+46 5550100"],
		['one_phone', '=+46 5550100'],
		['one_phone', '+46 5550100 / +46 5550101'],
		['one_social_profile', '[Ada](https://social.example/ada)'],
		['one_social_profile', '<https://social.example/ada>'],
		['one_social_profile', '"@ada"'],
		['one_email', "'ada@example.com"],
	])('%s, given %j', async (field, given) => {
		expect(await sent(field, given)).toEqual(refusedFor(field.replace('[]', ' (list)')));
	});
});

describe('JSON that is broken is not stored as text where an object is meant', () => {
	beforeEach(makeType);

	test.each(['{city: "Uppsala"}', '{"city":"Uppsala",}', '{“city”: “Uppsala”}', '```json\n{"city":\n```', '[{"city":"Uppsala"'])(
		'%j',
		async (given) => {
			for (const type of ['location', 'full_name', 'phone', 'social_profile', 'currency']) {
				expect(await sent(`one_${type}`, given)).toEqual(refusedFor(`one_${type}`));
				if (type !== 'currency') expect(await sent(`many_${type}[]`, given)).toEqual(refusedFor(`many_${type} (list)`));
			}
			expect(await sent('one_text', given)).toBe(given);
		},
	);
});

describe('A value of the right kind arrives as what the attribute holds', () => {
	beforeEach(makeType);

	test.each([
		['one_text', 10115, '10115'],
		['one_phone', 3055501, '3055501'],
		['one_phone', { country_code: '+49', number: 3055501 }, { country_code: 49, number: '3055501' }],
		['one_location', { postal_code: 10115 }, { postal_code: '10115' }],
		['one_text', true, 'true'],
		['one_number', ' 12 ', 12],
		['one_currency', '5', 5],
		['one_currency', { value: '5', currency: 'EUR' }, { value: 5, currency: 'EUR' }],
		['one_boolean', 'yes', true],
		['one_boolean', 0, false],
		['one_email', ' ada@example.com ', 'ada@example.com'],
		['one_text', ' kept as it is ', ' kept as it is '],
		['one_text', ['one'], 'one'],
		['one_date', '2026-05-04', '2026-05-04'],
		['one_date', '2026-05-04T09:00', '2026-05-04T09:00:00.000+09:00'],
		['one_date', 1777881600000, '2026-05-04T17:00:00.000+09:00'],
		['one_date', '2026-05-04T09:00:00+02:00', '2026-05-04T09:00:00+02:00'],
	])('%s, given %j', async (slug, given, expected) => {
		expect(await sent(slug, given)).toEqual(expected);
	});

	test('the number of a phone that a sheet has rounded is refused', async () => {
		const { error } = await fill({ name: 'Pine', 'one_phone.number': '5.5501E+7' });
		expect(error?.message).toContain('"one_phone: Number" is not a phone number');
		expect(nex.requests).toEqual([]);
	});

	test.each([['+49'], ['+1 '], [49], ['0049']])('a country code %j', async (given) => {
		await fill({ name: 'Pine', 'one_phone.country_code': given, 'one_phone.number': 3055501 });
		expect(lastBody().attributes.one_phone).toEqual({ country_code: Number(String(given).replace(/\D/g, '')), number: '3055501' });
	});

	test('a whole and its parts at once are refused, but for an amount and its currency', async () => {
		const { error } = await fill({ name: 'Pine', one_location: 'Uppsala', 'one_location.country': 'Sweden' });
		expect(error?.message).toContain('"one_location" is given as a whole and in parts');
		await fill({ name: 'Pine', one_currency: '5', 'one_currency.currency': 'EUR' });
		expect(lastBody().attributes.one_currency).toEqual({ value: 5, currency: 'EUR' });
	});

	test.each([null, '', ' ', '\u200B', [], [null, '']])(
		'a blank one, %j, leaves what stands, and is refused if something new needs it',
		async (blank) => {
			const { id } = nex.state.records.create('sample', { name: 'Pine', one_text: 'stands' });
			await fill({ name: 'Pine', one_text: blank }, { operation: 'update', id });
			expect(lastBody().attributes).toEqual({ name: 'Pine' });
			const { error } = await fill({ name: blank, one_text: 'a' });
			expect(error?.message).toBe('"Name" is empty');
			expect(nex.requests).toEqual([]);
		},
	);
});

describe('Mapping by name', () => {
	const map = async (json: Attributes, more: Filled = {}) => await fill(json, { mappingMode: 'autoMapInputData', type: 'person', ...more });

	test.each([
		{ 'Job Title': 'Ranger', NAME: 'Ada', Email_Addresses: 'ada@example.com' },
		{ job_title: 'Ranger', Name: 'Ada', 'email addresses': ['ada@example.com'] },
		{ 'job-title': 'Ranger', ' name ': 'Ada', 'EMAIL ADDRESSES': 'ada@example.com', other: 1 },
	])('finds attributes by slug or shown name, whatever the case: %j', async (json) => {
		const { error } = await map(json);
		expect(error).toBeUndefined();
		expect(lastBody().attributes).toEqual({ job_title: 'Ranger', name: 'Ada', email_addresses: ['ada@example.com'] });
	});

	test('leaves out a name that two attributes have, unless it is the slug of one', async () => {
		for (const slug of ['level', 'level_2', 'mood_1', 'mood_2'])
			nex.state.objects.createAttribute('person', { name: slug.startsWith('level') ? 'Level' : 'Mood', slug, type: 'text' } as never);
		const { error, run } = await map({ name: 'Ada', Level: 'high', Mood: 'good' });
		expect(error).toBeUndefined();
		expect(lastBody().attributes).toEqual({ name: 'Ada', level: 'high' });
		expect(run.data.resultData.metadata).toEqual({ Nex: expect.stringMatching(/more than one has, .*"Mood"/) });
	});

	test('counts the field with the exact slug if two name one attribute', async () => {
		await map({ 'Job Title': 'wrong', job_title: 'right', name: 'Ada' });
		expect(lastBody().attributes.job_title).toBe('right');
	});

	test.each(['', ' ', null])('counts the other one if the exact one is blank: %j', async (blank) => {
		await map({ job_title: blank, 'Job Title': 'Ranger', name: 'Ada' });
		expect(lastBody().attributes.job_title).toBe('Ranger');
	});

	test('leaves the blank cells of a sheet alone', async () => {
		await map({ name: 'Ada', job_title: '', location: ' ', email_addresses: '' });
		expect(lastBody().attributes).toEqual({ name: 'Ada' });
	});

	test('of what Get Record gives with Simplify changes nothing, whatever the slugs', async () => {
		nex.state.objects.create({ name: 'Odd', slug: 'odd' });
		const slugs = [
			'constructor',
			'toString',
			'type',
			'created_at',
			'id',
			'attribute_type',
			'updated_at',
			'hasOwnProperty',
			'value',
			'__proto__',
		];
		for (const slug of slugs) nex.state.objects.createAttribute('odd', { name: `The ${slug}`, slug, type: 'text' });
		nex.state.objects.createAttribute('odd', { name: 'Empty', slug: 'valueOf', type: 'text' });
		const attributes = Object.fromEntries([['name', 'Ada'], ...slugs.map((slug) => [slug, `text of ${slug}`])]);
		const { id } = nex.state.records.create('odd', attributes);
		const before = nex.state.records.get(id);
		const { items } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'get', recordId: picked(id), simplify: true },
		});
		expect(items[0]?.json).toMatchObject({ id, type: 'odd', attribute_type: 'text of type', attribute_id: 'text of id' });
		const { error } = await map(items[0]?.json ?? {}, { operation: 'update', id, type: 'odd' });
		expect(error).toBeUndefined();
		expect(nex.state.records.get(id).attributes).toEqual(before.attributes);
		expect(Object.keys(lastBody().attributes).sort()).toEqual(['name', ...slugs].sort());
	});
});

describe('What stands in Nex', () => {
	const readyCompany = () =>
		nex.state.records.create('company', {
			name: 'Pine',
			domains: ['pine.example'],
			industries: ['Forestry', 'Timber', 'Paper'],
			employees: 7,
		});
	const standing = (id: string) => nex.state.records.get(id).attributes;
	const industry = (name: string) => `industries[${optionId(name, 'company', 'industries')}]`;
	const update = async (values: Attributes, id: string, writeMode?: string, more: Record<string, unknown> = {}) =>
		await fill(values, { operation: 'update', type: 'company', id, parameters: { ...(writeMode && { writeMode }), ...more } });

	test.each([undefined, 'addToLists'])('stays when one option of a list is switched on (%s)', async (mode) => {
		const { id } = readyCompany();
		expect((await update({ [industry('Furniture')]: true }, id, mode)).error).toBeUndefined();
		expect(standing(id)).toMatchObject({ industries: ['Forestry', 'Timber', 'Paper', 'Furniture'], employees: 7 });
	});

	test('loses only the option that is switched off, in Add to Lists', async () => {
		const { id } = readyCompany();
		await update({ [industry('Timber')]: false }, id, 'addToLists');
		expect(standing(id).industries).toEqual(['Forestry', 'Paper']);
	});

	test('is not lost when options are only switched off with Replace: that is refused with a word about clearing', async () => {
		const { id } = readyCompany();
		const { error } = await update({ [industry('Timber')]: false }, id);
		expect(error?.message).toContain('"Industries" has only options that are switched off');
		expect(error?.description).toContain('Fields to Clear');
		expect(nex.requests).toEqual([]);
	});

	test('is added to, without anything twice', async () => {
		const { id } = readyCompany();
		await update({ 'industries[]': 'timber, Research', 'domains[]': 'PINE.example, pine2.example', employees: 8 }, id, 'addToLists');
		expect(standing(id)).toMatchObject({
			industries: ['Forestry', 'Timber', 'Paper', 'Research'],
			domains: ['pine.example', 'pine2.example'],
			employees: 8,
		});
	});

	test.each(['plain', 'objects'] as const)('is kept if anything stands, with Only if Empty (values as %s)', async (attributeValues) => {
		nex.shapes.attributeValues = attributeValues;
		const { id } = readyCompany();
		await update({ 'industries[]': 'Research', employees: 9, location: 'Uppsala', 'domains[]': 'other.example' }, id, 'onlyIfEmpty');
		expect(standing(id)).toMatchObject({
			industries: ['Forestry', 'Timber', 'Paper'],
			employees: 7,
			location: 'Uppsala',
			domains: ['pine.example'],
		});
	});

	test('comes out as it stands, without a write, if there is nothing to write', async () => {
		const { id } = readyCompany();
		const { items, error } = await update({ employees: 9 }, id, 'onlyIfEmpty');
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id, name: 'Pine', employees: 7 });
		expect(nex.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	test('false and 0 are values, and not empty', async () => {
		nex.state.objects.createAttribute('company', { name: 'Active', slug: 'is_active', type: 'boolean' });
		const { id } = nex.state.records.create('company', { name: 'Oak', employees: 0, is_active: false });
		await update({ employees: 5, is_active: true }, id, 'onlyIfEmpty');
		expect(standing(id)).toMatchObject({ employees: 0, is_active: false });
	});

	test('is named by scope if the key may not read it', async () => {
		const { id } = readyCompany();
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'record.read'));
		const schema = await formOf('company', 'recordAttributes');
		const { error } = await runNode(new NexRecord(), {
			credential: { ...nex.credential, apiKey },
			parameters: {
				operation: 'update',
				objectType: picked('company'),
				recordId: picked(id),
				writeMode: 'onlyIfEmpty',
				attributes: { mappingMode: 'defineBelow', value: { employees: 9 }, schema },
			},
		});
		expect(`${error?.message} ${error?.description}`).toContain('record.read');
	});

	const upsert = async (values: Attributes, writeMode: string) =>
		await fill(values, {
			operation: 'createOrUpdate',
			type: 'company',
			parameters: { matchingAttribute: picked('domains'), writeMode },
		});

	test.each(['plain', 'array'] as const)('counts in Create or Update as in Update (search answers as %s)', async (search) => {
		Object.assign(nex.shapes, { search: search === 'array' ? 'array' : nex.shapes.search });
		nex.state.records.create('company', { name: 'Not Pine', domains: ['my-pine.example'], employees: 1 });
		const { id } = readyCompany();
		await upsert({ name: 'Other', 'domains[]': 'pine.example, p2.example', 'industries[]': 'Research', employees: 8 }, 'addToLists');
		expect(standing(id)).toMatchObject({
			name: 'Other',
			domains: ['pine.example', 'p2.example'],
			industries: ['Forestry', 'Timber', 'Paper', 'Research'],
			employees: 8,
		});
		await upsert({ name: 'Third', 'domains[]': 'p2.example', employees: 9, location: 'Uppsala' }, 'onlyIfEmpty');
		expect(standing(id)).toMatchObject({ name: 'Other', employees: 8, location: 'Uppsala', domains: ['pine.example', 'p2.example'] });
	});

	test.each(['addToLists', 'onlyIfEmpty', 'replace'])('makes a new record if there is none (%s)', async (mode) => {
		const { items, error } = await upsert({ name: 'Oak', 'domains[]': 'oak.example', [industry('Paper')]: true }, mode);
		expect(error).toBeUndefined();
		expect(standing(String(items[0]?.json.id))).toEqual({ name: 'Oak', domains: ['oak.example'], industries: ['Paper'] });
	});

	test('and is not emptied though it was to be is told with the execution', async () => {
		nex.faults.add({ operation: 'updateRecord', do: { status: 200, body: { id: '77', attributes: { industries: [], employees: 5 } } } });
		const { run } = await update({}, '77', undefined, { fieldsToClear: ['industries', 'Employees'] });
		expect(lastBody().attributes).toEqual({ industries: null, employees: null });
		expect(run.data.resultData.metadata).toEqual({ Nex: 'Nex still has a value in "employees", though it was told to empty it.' });
	});

	test('is emptied by Fields to Clear alone, by slug or shown name', async () => {
		const { id } = readyCompany();
		expect((await update({}, id, undefined, { fieldsToClear: ['industries', 'Employees'] })).error).toBeUndefined();
		expect(lastBody()).toEqual({ attributes: { industries: null, employees: null } });
		expect(standing(id)).toEqual({ name: 'Pine', domains: ['pine.example'] });
		const { error } = await update({ employees: 3 }, id, undefined, { fieldsToClear: ['employees'] });
		expect(error?.message).toContain('"Employees" is given a value and is to be cleared');
	});
});

describe('What stands in a list', () => {
	let listId: string;
	let entryId: string;
	let recordId: string;
	beforeEach(() => {
		listId = nex.state.lists.create('person', { name: 'Spring', slug: 'spring' }).definition.id;
		nex.state.objects.createAttribute('spring', { name: 'Tags', slug: 'tags', type: 'text', options: { is_multi_value: true } as never });
		nex.state.objects.createAttribute('spring', { name: 'Score', slug: 'score', type: 'number' });
		for (let i = 0; i < 120; i++) nex.state.lists.add(listId, nex.state.records.create('person', { name: `Person ${i}` }).id);
		recordId = nex.state.records.create('person', { name: 'Ada' }).id;
		entryId = nex.state.lists.add(listId, recordId, { tags: ['a'], score: 1 }).id;
	});
	const entry = (id = entryId) => nex.state.lists.get(listId).entries.get(id)?.attributes;
	const run = async (parameters: Record<string, unknown>, value: Attributes) =>
		await runNode(new NexList(), {
			credential: nex.credential,
			parameters: { listId: picked(listId), attributes: { mappingMode: 'defineBelow', value }, ...parameters },
		});

	test.each(['updateMember', 'addOrUpdateMember'])('is added to, kept or emptied by %s', async (operation) => {
		const whom = { operation, ...(operation === 'updateMember' ? { memberId: picked(entryId) } : { recordId: picked(recordId) }) };
		expect((await run({ ...whom, writeMode: 'addToLists' }, { 'tags[]': ['b', 'A'], score: 2 })).error).toBeUndefined();
		expect(entry()).toEqual({ tags: ['a', 'b'], score: 2 });
		const { items } = await run({ ...whom, writeMode: 'onlyIfEmpty' }, { score: 3 });
		expect(items[0]?.json).toMatchObject({ id: entryId, score: 2 });
		expect(entry()).toEqual({ tags: ['a', 'b'], score: 2 });
		await run({ ...whom, fieldsToClear: ['score'] }, {});
		expect(entry()).toEqual({ tags: ['a', 'b'] });
		await run({ ...whom, writeMode: 'onlyIfEmpty' }, { score: 4 });
		expect(entry()).toEqual({ tags: ['a', 'b'], score: 4 });
	});

	test('is not touched for a member that is not in the list', async () => {
		const { error } = await run(
			{ operation: 'updateMember', memberId: picked('40112233445566000'), writeMode: 'addToLists' },
			{ score: 2 },
		);
		expect(error?.message).toBe('The member was not found in the list');
	});

	test('the attributes to clear are those of the list itself', async () => {
		const found = await new NexList().methods.loadOptions.getListAttributes.call(
			editorContext(new NexList(), { operation: 'updateMember', listId: picked(listId) }, nex.credential),
		);
		expect(found).toEqual([
			{ name: 'Tags', value: 'tags' },
			{ name: 'Score', value: 'score' },
		]);
	});
});

describe('The options of a select attribute', () => {
	const change = async (option: object[]) => {
		const { id, options } = nex.state.objects.createAttribute('company', {
			name: 'Stage',
			slug: 'stage',
			type: 'select',
			options: { select_options: [{ name: 'Open' }, { name: 'Closed' }] } as never,
		});
		const [open, closed] = options.select_options.map((one) => one.id);
		const rows = option.map((row) => JSON.parse(JSON.stringify(row).replace('$open', String(open))) as object);
		const { error } = await runNode(new NexObject(), {
			credential: nex.credential,
			parameters: {
				operation: 'updateAttribute',
				objectType: picked('company'),
				attributeId: picked(id),
				updateFields: { selectOptions: { option: rows } },
			},
		});
		const sentOptions = (nex.requests.at(-1)?.body as { options?: { select_options?: object[] } } | undefined)?.options?.select_options;
		return { error, open, closed, sentOptions };
	};

	test.each([
		[[{ id: '', name: 'Lost' }], [{ name: 'Open' }, { name: 'Closed' }, { name: 'Lost' }]],
		[[{ id: '$open', name: 'Opened' }], [{ name: 'Opened' }, { name: 'Closed' }]],
		[[{ id: 'open', name: 2024 }], [{ name: '2024' }, { name: 'Closed' }]],
		[[{ id: '', name: 'closed' }], [{ name: 'Open' }, { name: 'Closed' }]],
	])('stay with their IDs when %j is given', async (rows, expected) => {
		const { error, sentOptions = [], open, closed } = await change(rows);
		expect(error).toBeUndefined();
		expect(sentOptions).toMatchObject(expected);
		expect(sentOptions.slice(0, 2)).toMatchObject([{ id: open }, { id: closed }]);
	});

	test.each([
		[{ id: { name: 'Open' }, name: 'Won' }],
		[{ id: '', name: { name: 'Won' } }],
		[{ id: '', name: ['Won', 'Lost'] }],
		[{ id: '', name: '#N/A' }],
		[{ id: '$open', name: ' ' }],
	])('are text, or refused by name before any request: %j', async (row) => {
		const { error } = await change([row]);
		expect(error?.message).toContain('"Select Options" ');
		expect(nex.requests).toEqual([]);
	});

	test('one that is not there cannot be renamed', async () => {
		const { error } = await change([{ id: 'Nowhere', name: 'Somewhere' }]);
		expect(error?.message).toContain('no option "Nowhere"');
		expect(error?.description).toContain('Open, Closed');
		expect(nex.requests.map(({ method }) => method)).toEqual(['GET']);
	});
});

test('Simplify keeps the ID of a record that stands as a value, and unwraps the values that Nex wraps', async () => {
	const { simplifyRecord } = await import('../../nodes/shared/attributes/plain');
	const owner = { id: '1', type: 'person', name: 'Ada' };
	expect(
		simplifyRecord({
			id: '7',
			type: 'deal',
			parent_id: '6',
			attributes: {
				owner,
				owners: [owner],
				stage: [{ id: '2', type: 'select', select: 'Won' }],
				place: { id: '3', type: 'location', city: 'Uppsala' },
				person: { id: '4', type: 'person' },
			},
		}),
	).toEqual({
		id: '7',
		type: 'deal',
		parent_id: '6',
		owner,
		owners: [owner],
		stage: ['Won'],
		place: { id: '3', type: 'location', city: 'Uppsala' },
		person: { id: '4', type: 'person' },
		created_at: undefined,
		updated_at: undefined,
	});
});
