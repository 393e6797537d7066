import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { Operation } from '../../nodes/shared/operation/definition';
import { deepFields } from '../../nodes/shared/tool/description';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { isN8n1 } from '../support/n8n-versions';
import { asTool } from '../support/nodes';
import type { Example } from './examples/example';
import { picked } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';

interface Case {
	name: string;
	create: () => INodeType;
	operation: Operation;
	example: Example;
}

const cases: Case[] = exampleOperations.map(({ node, definition: operation, create, example }) => ({
	name: `${node}, ${operation.name}`,
	create,
	operation,
	example,
}));

let nex: NexServer;
/** A second Nex that is like the first: what was done in one is not in the other. */
let twin: NexServer;
beforeEach(async () => {
	[nex, twin] = (await Promise.all([0, 1].map(async () => await startNexServer({ jobDuration: 0, exchangeLog: '' })))) as [
		NexServer,
		NexServer,
	];
});
afterEach(async () => await Promise.all([nex.close(), twin.close()]));

/** Runs an operation as an agent does that has it as a tool. On n8n 1, which tells no model what is thrown, a failure is the answer. */
const call = async (
	{ create, operation }: Pick<Case, 'create' | 'operation'>,
	parameters: IDataObject,
	input: IDataObject = {},
	server = nex,
) => {
	const run = await runNode(asTool(create()), {
		credential: server.credential,
		parameters: { ...parameters, operation: operation.value },
		items: [{ json: input }],
	});
	const { error } = run.items[0]?.json ?? {};
	if (!isN8n1 || typeof error !== 'string') return run;
	expect(run.items).toEqual([{ json: { error }, pairedItem: { item: 0 } }]);
	return { items: [], error: { message: error, description: error } };
};

const FILLERS = ['', null, 'null', 'undefined', 'None', 'N/A', ' NULL ', '<UNKNOWN>', '""', '"null"'];

/** True for a word that a choice of the operation is called by. */
const isChoice = ({ fields }: Operation, filler: unknown) =>
	deepFields(fields).some(({ options = [] }) => options.some(({ name }) => name === filler));

/** Every optional field of a form, filled with the same: those in collections too. */
function filled(fields: INodeProperties[], filler: unknown): IDataObject {
	const value = '={{ $json.filler }}';
	return Object.fromEntries(
		fields.flatMap((field): Array<[string, IDataObject[string]]> => {
			if (field.required || ['notice', 'resourceMapper', 'json'].includes(field.type)) return [];
			if (field.type === 'collection') return [[field.name, filled(field.options as INodeProperties[], filler)]];
			if (field.type === 'fixedCollection') {
				const [group] = field.options as Array<{ name: string; values: INodeProperties[] }>;
				if (!group) return [];
				const row = filled(group.values, filler);
				return [[field.name, { [group.name]: field.typeOptions?.multipleValues ? [row] : row }]];
			}
			return [[field.name, field.type === 'resourceLocator' ? picked(value) : value]];
		}),
	);
}

/** The example's parameters without those that are optional. */
function onlyRequired({ fields }: Operation, parameters: Record<string, unknown>): IDataObject {
	const optional = fields.filter(({ required }) => !required).map(({ name }) => name);
	const kept = Object.entries(parameters).filter(([name]) => !optional.includes(name) || name === 'attributesMode');
	return Object.fromEntries(kept) as IDataObject;
}

/** What was asked of a server; what stands in the path is made by it. */
const wire = ({ requests }: NexServer, operation: Operation) =>
	requests.map(({ method, path, query, body }) => ({ method, path: pathsOf(operation).test(path) ? operation.url : path, query, body }));

const withOptional = cases.filter(({ operation }) => operation.fields.some(({ required }) => !required));

test('many operations have optional fields', () => expect(withOptional.length).toBeGreaterThan(40));

describe.each(withOptional)('A model that calls $name', (one) => {
	test.each(FILLERS.filter((filler) => !isChoice(one.operation, filler)))(
		'and fills every optional argument with %j asks for the same as one that leaves them out',
		async (filler) => {
			const { parameters, input } = await one.example.given(nex);
			const needed = onlyRequired(one.operation, parameters);
			const left = await call(one, needed, { ...input, filler });
			const again = await one.example.given(twin);
			const optional = filled(one.operation.fields, filler);
			delete optional.attributesMode;
			const full = await call(one, { ...onlyRequired(one.operation, again.parameters), ...optional }, { ...again.input, filler }, twin);
			expect(full.error?.message).toBe(left.error?.message);
			expect(wire(twin, one.operation)).toEqual(wire(nex, one.operation));
		},
	);
});

const PRETTY = { name: 'Ada Holm', job_title: 'Buyer' };

test.each([null, 'null', 'undefined', 'None', '', 'N/A', '<UNKNOWN>'])(
	'A model that gives %j for an attribute leaves it as it stands',
	async (filler) => {
		const { id } = nex.state.records.create('person', PRETTY);
		const update = cases.find(({ name }) => name === 'NexRecord, Update Record');
		if (!update) throw new Error('There is no Update Record');
		const parameters = {
			objectType: picked('person'),
			recordId: picked(id),
			attributesMode: 'json',
			attributesJson: JSON.stringify({ name: 'Ada Berg', job_title: filler }),
		};
		const { error } = await call(update, parameters);
		expect(error).toBeUndefined();
		expect(nex.requests.at(-1)?.body).toEqual({ attributes: { name: 'Ada Berg' } });
	},
);

test.each(['None', 'N/A'])('A model that chooses an option which is called %j is understood', async (option) => {
	const options = { select_options: [{ name: option }, { name: 'Vegan' }] };
	nex.state.objects.createAttribute('person', { name: 'Diet', slug: 'diet', type: 'select', options } as never);
	const { fields: schema } = await new NexRecord().methods.resourceMapping.newRecordAttributes.call(
		editorContext(new NexRecord(), { operation: 'create', objectType: picked('person') }, nex.credential),
	);
	const attributes = { mappingMode: 'defineBelow', value: { name: 'Ada', diet: '={{ $json.said }}' }, schema };
	await call(named('NexRecord, Create Record'), { objectType: picked('person'), attributes } as unknown as IDataObject, { said: option });
	expect(nex.requests.at(-1)).toMatchObject({ status: 200, body: { attributes: { name: 'Ada', diet: expect.any(String) } } });
});

const byId = cases.flatMap((one) =>
	one.operation.fields
		.filter(({ name, required }) => required && one.operation.url.includes(`{${name}}`))
		.map((field) => ({ ...one, field, displayName: field.displayName })),
);

/** The example with another value in one field. */
async function withValue({ example, field }: (typeof byId)[number], value: string) {
	const { parameters, input } = await example.given(nex);
	const wrong = '={{ $json.wrong }}';
	return {
		parameters: { ...parameters, [field.name]: field.type === 'resourceLocator' ? picked(wrong) : wrong } as IDataObject,
		input: { ...input, wrong: value },
	};
}

describe.each(byId)('$name, with a wrong "$displayName"', (one) => {
	const hint = one.field.builderHint?.propertyHint ?? 'no hint';

	test('that Nex does not know: the error says which operation returns the right one', async () => {
		const { parameters, input } = await withValue(one, '40119999999999999');
		const { error } = await call(one, parameters, input);
		expect(error?.message).toContain(hint);
	});

	test.each(['', 'null', 'undefined', 'None', 'N/A', ' '])(
		'which is %j: it is refused by name before any request, with where to find it',
		async (value) => {
			const { parameters, input } = await withValue(one, value);
			const before = nex.requests.length;
			const { error } = await call(one, parameters, input);
			expect(error?.message).toContain(`"${one.displayName}"`);
			expect(error?.message).toContain(hint);
			expect(nex.requests.length).toBe(before);
		},
	);
});

const isEmpty = (value: unknown): boolean =>
	value === null || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0);
const holdsEmpty = (value: unknown): boolean =>
	isEmpty(value) || (typeof value === 'object' && Object.values(value as object).some(holdsEmpty));

describe.each(cases)('An answer of $name', (one) => {
	const LONGEST = 1_000;

	test('to a model holds nothing empty, unless a person wants it whole', async () => {
		const { parameters, input } = await one.example.given(nex);
		const { items, error } = await call(one, parameters as IDataObject, input);
		expect(error).toBeUndefined();
		expect(items.filter(({ json }) => holdsEmpty(json))).toEqual([]);
		const again = await one.example.given(twin);
		const whole = await call(one, { ...again.parameters, compactAnswer: false } as IDataObject, again.input, twin);
		expect(whole.items).toEqual(
			expect.arrayContaining(again.items.map((item) => expect.objectContaining({ json: expect.objectContaining(item) }))),
		);
	});

	test('is no longer than a person allows', async () => {
		const { parameters, input } = await one.example.given(nex);
		const { items, error } = await call(one, { ...parameters, compactAnswer: false, longestAnswer: LONGEST } as IDataObject, input);
		expect(error).toBeUndefined();
		expect(JSON.stringify(items.map(({ json }) => json)).length).toBeLessThanOrEqual(LONGEST);
	});
});

const named = (name: string): Case => {
	const found = cases.find((one) => one.name === name);
	if (!found) throw new Error(`There is no ${name}`);
	return found;
};

const lengthOf = (items: Array<{ json: IDataObject }>) => JSON.stringify(items.map(({ json }) => json)).length;

test('An answer of many rows is cut after whole rows, and says how many there are and how to ask for less', async () => {
	for (let index = 0; index < 300; index++) nex.state.records.create('person', { name: `Person ${index}`, job_title: 'x'.repeat(100) });
	const { items } = await call(named('NexRecord, Get Many Records'), { objectType: picked('person'), returnAll: true });
	const cut = String(items.at(-1)?.json.answer_was_cut);
	expect(lengthOf(items)).toBeLessThanOrEqual(20_000);
	expect(cut).toContain(`items: ${items.length - 1} of 300`);
	expect(cut).toContain('Limit, Attribute Names or IDs, Attributes to Return, Offset');
	expect(items.slice(0, -1).every(({ json }) => String(json.job_title).length === 100)).toBe(true);
});

test('The graph at its default fits, and says what of it does not', async () => {
	for (let index = 0; index < 200; index++) {
		const { id } = nex.state.records.create('person', { name: `Person ${index}` });
		nex.addInsight({ content: `Wants offer ${index} `.repeat(20), entities: [{ id, name: `Person ${index}`, type: 'person' }] });
	}
	for (const output of ['nodes', 'edges', 'contextEdges', 'insights', 'whole']) {
		const { items, error } = await call(named('NexGraph, Get Graph'), { output, options: {} });
		expect(error).toBeUndefined();
		expect(lengthOf(items)).toBeLessThanOrEqual(20_000);
	}
});

test.each(['x', 'ö"\n', '😀'])('One long answer is cut in its longest text, here of %j, and says how long it was', async (piece) => {
	const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
	nex.addInsight({ content: piece.repeat(30_000), entities: [{ id, name: 'Ada Holm', type: 'person' }] });
	const { items, error } = await call(named('NexContext, Ask Question'), { query: 'What does Ada Holm want?' });
	expect(error).toBeUndefined();
	expect(lengthOf(items)).toBeLessThanOrEqual(20_000);
	expect(lengthOf(items)).toBeGreaterThan(15_000);
	expect(items.at(-1)?.json.answer_was_cut).toContain(`of ${(piece.length * 30_000).toLocaleString('en')} characters`);
	expect(JSON.stringify(items)).not.toMatch(/\\ud83d/);
});

test('A node that is no tool gives its whole answer', async () => {
	for (let index = 0; index < 300; index++) nex.state.records.create('person', { name: `Person ${index}`, job_title: 'x'.repeat(100) });
	const { create } = named('NexRecord, Get Many Records');
	const parameters = { operation: 'getMany', objectType: picked('person'), returnAll: true, longestAnswer: 1_000, compactAnswer: true };
	const { items } = await runNode(create(), { credential: nex.credential, parameters });
	expect(items).toHaveLength(300);
});

test.each([
	['Limit', { limit: 0 }],
	['Longest Answer (Characters)', { longestAnswer: 5 }],
])('An error names "%s", and says what to do, in the one message that n8n shows the model', async (field, wrong) => {
	const { error } = await call(named('NexRecord, Get Many Records'), { objectType: picked('person'), ...wrong });
	expect(error?.message).toMatch(new RegExp(`"${field.replace(/[()]/g, '\\$&')}" .*\\. `));
	expect(error?.message).toContain(error?.description ?? 'nothing');
	expect(nex.requests).toHaveLength(0);
});

test('A compact answer of Ask Question is the answer, the records and the words it rests on', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
	nex.addInsight({ content: 'Ada Holm wants two years', entities: [{ id, name: 'Ada Holm', type: 'person' }] });
	const { items } = await call(named('NexContext, Ask Question'), { query: 'What does Ada Holm want?' });
	expect(items[0]?.json).toEqual({
		answer: 'Ada Holm wants two years',
		entities_considered: [{ id, name: 'Ada Holm', type: 'PERSON' }],
		signals_used: [{ content: 'Ada Holm wants two years', type: 'milestone', entity_id: id }],
	});
});

test('A compact hit of a search says no name twice, and keeps the ID to go on with', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
	const { items } = await call(named('NexSearch, Search Records'), { query: 'Ada Holm' });
	expect(items.map(({ json }) => json)).toEqual([{ id, type: 'person', primary_value: 'Ada Holm', score: expect.any(Number) }]);
});

test.each([
	['person', 'contact'],
	['People', 'contact'],
	['CONTACTS', 'contact'],
	['companies', 'company'],
	['Company', 'company'],
])('A model that looks for %j is understood', async (said, sent) => {
	await call(named('NexAiList, Create AI List'), { query: 'all who asked for a contract', objectType: '={{ $json.said }}' }, { said });
	expect(nex.requests[0]?.body).toMatchObject({ object_type: sent });
});

const ofAType = cases.filter(({ operation }) => operation.url.includes('{objectType}'));

test('many operations are about an object type', () => expect(ofAType.length).toBeGreaterThan(8));

describe.each(ofAType)('A model that calls $name', (one) => {
	test.each(['plural', 'name'] as const)('and gives the %s of an object type is understood', async (kind) => {
		const { parameters, input } = await one.example.given(nex);
		const given = String((parameters.objectType as { value: unknown }).value);
		const slug = given.startsWith('=') ? String(input?.slug) : given;
		nex.state.objects.update(slug, { name: 'Odd Firm', name_plural: 'Odd Firms' });
		const said = kind === 'plural' ? 'odd firms' : 'ODD FIRM';
		const { error } = await call(one, { ...(parameters as IDataObject), objectType: picked(said) }, input as IDataObject);
		expect(error?.message).toBeUndefined();
		expect(nex.requests.at(-1)?.path).toContain(`/v1/objects/${slug}`);
	});

	test('and gives an object type that two may be meant by changes nothing', async () => {
		const { parameters, input } = await one.example.given(nex);
		for (const slug of ['odd_one', 'odd_two']) nex.state.objects.define({ name: 'Odd', name_plural: 'Odds', slug });
		const { error } = await call(one, { ...(parameters as IDataObject), objectType: picked('odds') }, input as IDataObject);
		expect(error).toBeDefined();
		expect(nex.requests.filter(({ status }) => status < 300).map(({ path }) => path)).toEqual(['/v1/objects']);
	});
});
