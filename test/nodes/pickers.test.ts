import type { IDataObject, INodeListSearchResult, INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { NexList } from '../../nodes/NexList/NexList.node';
import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import type { Misbehaviour } from '../nex-server/faults';
import { startNexServer } from '../nex-server';
import { editorContext } from '../support/host';
import { packNodes } from '../support/nodes';
import { picked } from './examples/example';

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterAll(async () => await nex.close());

type Search = (this: unknown) => Promise<INodeListSearchResult>;

/** One picker in one form that shows it. */
interface Picker {
	where: string;
	node: INodeType;
	method: string;
	/** Where it stands in the form, as the editor says it. */
	path: string;
	parameters: IDataObject;
}

/** The forms that show a field: one for each operation or choice it is shown for. */
function formsOf({ displayOptions }: INodeProperties): IDataObject[] {
	let forms: IDataObject[] = [{}];
	for (const [name, values = []] of Object.entries(displayOptions?.show ?? {})) {
		forms = forms.flatMap((form) => values.map((value) => ({ ...form, [name]: value as string })));
	}
	return forms;
}

/** A field and those inside it, with where they stand in a form that has each collection opened. */
function* within(field: INodeProperties, path: string, value: IDataObject): Generator<[INodeProperties, string, IDataObject]> {
	yield [field, path, { ...value, [field.name]: field.default as IDataObject }];
	for (const option of field.options ?? []) {
		if (field.type === 'collection') {
			const inner = option as INodeProperties;
			for (const [found, place, given] of within(inner, `${path}.${inner.name}`, {}))
				yield [found, place, { ...value, [field.name]: given }];
		} else if (field.type === 'fixedCollection' && 'values' in option) {
			for (const inner of option.values) {
				for (const [found, place, given] of within(inner, `${path}.${option.name}[0].${inner.name}`, {}))
					yield [found, place, { ...value, [field.name]: { [option.name]: [given] } }];
			}
		}
	}
}

const pickers: Picker[] = packNodes.flatMap(({ name, create }) => {
	const node = create();
	return node.description.properties.flatMap((property) =>
		formsOf(property).flatMap((form) =>
			[...within(property, `parameters.${property.name}`, {})].flatMap(([field, path, value]) => {
				const method = field.modes?.find((mode) => mode.name === 'list')?.typeOptions?.searchListMethod;
				const parameters = { ...form, ...value };
				return method
					? [{ where: `${name} ${Object.values(form).join(' ')} ${path.replace('parameters.', '')}`, node, method, path, parameters }]
					: [];
			}),
		),
	);
});

async function search({ node, method, path, parameters }: Picker, more: IDataObject = {}): Promise<INodeListSearchResult> {
	const run = (node.methods?.listSearch as Record<string, Search>)[method];
	if (!run) throw new Error(`there is no ${method}`);
	return await run.call(editorContext(node, { ...parameters, ...more }, nex.credential, path));
}

test('There are pickers in the top level of forms, in collections and in lists of them', () => {
	expect(pickers.length).toBeGreaterThan(30);
	for (const place of ['recordId', 'additionalFields.recordId', 'records.record[0].recordId'])
		expect(pickers.some(({ where }) => where.endsWith(` ${place}`))).toBe(true);
});

test.each(pickers)('$where opens, and says what to choose first if it lists nothing without it', async (picker) => {
	const found = await search(picker).catch((error: Error) => error.message);
	if (typeof found === 'string') expect(found).toMatch(/^Choose an? .+ first$/);
	else expect(found.results.length).toBeGreaterThan(0);
});

test.each(pickers.filter(({ where }) => where.startsWith('NexTrigger')))(
	'$where opens with an object type that was chosen before and no longer shows',
	async (picker) => {
		const { results } = await search(picker, { objectType: picked('company') });
		expect(results.length).toBeGreaterThan(0);
	},
);

/** Rows that nothing could be done with, as an answer may have them. */
const BROKEN = [null, {}, { id: null, slug: null, provider: null }, { id: '', slug: '', name: 'Nobody' }, 'x', 7, [], { attributes: null }];

type Load = (this: unknown) => Promise<INodePropertyOptions[]>;

/** The first form that shows what a method fills. */
const formWith = (node: INodeType, method: string): IDataObject => {
	const shown = node.description.properties.find((property) => JSON.stringify(property).includes(`"${method}"`));
	return shown ? (formsOf(shown)[0] ?? {}) : {};
};

const searches = packNodes.flatMap(({ name, create }) =>
	Object.entries({ ...create().methods?.listSearch, ...create().methods?.loadOptions }).map(([method, run]) => ({
		node: name,
		method,
		create,
		run: run as (this: unknown) => Promise<INodeListSearchResult | INodePropertyOptions[]>,
	})),
);

describe('Rows that are null or have no ID', () => {
	let broken: NexServer;
	beforeEach(async () => {
		broken = await startNexServer({ exchangeLog: '' });
	});
	afterEach(async () => await broken.close());

	const chosenEverywhere = {
		objectType: picked('person'),
		listId: picked('5'),
		attributeId: picked('6'),
		definitionId: picked('7'),
		followed: picked('8'),
	};

	test.each(searches)('$node, $method, leaves them out', async ({ create, run, method }) => {
		const envelope = {
			data: BROKEN,
			rules: BROKEN,
			results: { person: BROKEN },
			integrations: BROKEN.map((row) => (row !== null && typeof row === 'object' ? { ...row, connections: BROKEN } : row)),
			attributes: [...BROKEN, { id: '6', slug: 'stage', options: { select_options: BROKEN } }],
		};
		broken.faults.add({ times: Infinity, do: { status: 200, body: envelope } });
		const found = await run.call(editorContext(create(), { ...chosenEverywhere, ...formWith(create(), method) }, broken.credential, ''));
		const shown = Array.isArray(found) ? found : found.results;
		const wrong = shown.filter(({ name, value }) => /undefined|null|\[object/.test(`${name} ${String(value)}`) || `${value}`.trim() === '');
		// The one choice without a value makes a new option.
		expect(wrong.filter(({ name }) => name !== 'Add a New Option')).toEqual([]);
	});
});

describe('A filter of a picker', () => {
	let named: NexServer;
	beforeEach(async () => {
		named = await startNexServer({ exchangeLog: '' });
	});
	afterEach(async () => await named.close());

	const NAME = 'Café Noir';
	const row = {
		...{ id: '9', slug: 'x', type: '5', name: NAME, title: NAME, primary_value: NAME, entity_1_to_2_predicate: NAME },
		attributes: { name: NAME },
		connections: [{ id: '9', identifier: NAME }],
	};
	const envelope = { data: [row], rules: [row], results: { '5': [row] }, attributes: [row] };
	const chosenEverywhere = Object.fromEntries(
		['objectType', 'listId', 'attributeId', 'definitionId', 'followed'].map((name) => [name, picked('5')]),
	);
	const searchers = packNodes.flatMap(({ name: node, create }) =>
		Object.entries(create().methods?.listSearch ?? {}).map(([method, run]) => ({
			node,
			method,
			create,
			run: run as (this: unknown, filter?: string) => Promise<INodeListSearchResult>,
		})),
	);
	const spellings = ['Café', 'CAFÉ NOIR', 'café'.normalize('NFD'), '  café ', 'Café\u00a0Noir', 'noir\n'];

	test.each(searchers)('$node, $method, finds a name however it is spelled', async ({ create, run, method }) => {
		named.faults.add({ times: Infinity, do: { status: 200, body: envelope } });
		const found = async (filter: string) =>
			(await run.call(editorContext(create(), { ...chosenEverywhere, ...formWith(create(), method) }, named.credential), filter)).results;
		for (const spelling of spellings) expect([spelling, await found(spelling)]).not.toEqual([spelling, []]);
	});
});

describe('An answer that has not got what was asked for', () => {
	let broken: NexServer;
	beforeEach(async () => {
		broken = await startNexServer({ exchangeLog: '' });
	});
	afterEach(async () => await broken.close());

	const methods = packNodes.flatMap(({ name: node, create }) =>
		Object.values(create().methods ?? {}).flatMap((group) =>
			Object.entries(group as Record<string, unknown>)
				.filter(([method]) => method !== 'nexApiTest')
				.map(([method, run]) => ({ node, method, create, run: run as (this: unknown, filter?: string) => Promise<unknown> })),
		),
	);
	const chosenEverywhere = Object.fromEntries(
		['objectType', 'listId', 'attributeId', 'definitionId', 'recordId', 'followed'].map((name) => [name, picked('5')]),
	);
	const answers: Array<[Misbehaviour, RegExp]> = [
		[{ status: 200 }, /Nex answered without/],
		[{ status: 204 }, /Nex answered without/],
		[{ status: 200, body: { message: 'try later' } }, /try later/],
		[{ status: 200, body: { error: { code: 101, message: 'try later' } } }, /try later/],
		[{ status: 200, body: { success: false, error: 'try later', data: null, attributes: null } }, /try later/],
		[{ status: 200, body: { ok: false, message: 'try later', data: [], rules: [], results: {}, attributes: [] } }, /try later/],
		[{ status: 200, body: { success: true } }, /Nex answered without/],
		[{ status: 200, body: '"ok"' }, /Nex answered without/],
		[{ status: 200, body: 'ok' }, /not JSON/],
		['html', /not JSON/],
	];

	test.each(methods)('$node, $method, is shown as an error, and no empty list', async ({ create, run, method }) => {
		for (const filter of [undefined, 'pine']) {
			for (const [fault, words] of answers) {
				broken.faults.clear();
				broken.faults.add({ times: Infinity, do: fault });
				const context = editorContext(create(), { ...chosenEverywhere, ...formWith(create(), method) }, broken.credential, '');
				await expect(run.call(context, filter)).rejects.toThrow(words);
			}
		}
	});

	test.each(methods)('$node, $method, takes an empty list for one', async ({ create, run, method }) => {
		for (const none of [[], null]) {
			broken.faults.clear();
			const body = { success: true, message: 'ok', data: none, rules: none, results: none, attributes: none };
			broken.faults.add({ times: Infinity, do: { status: 200, body } });
			const context = editorContext(create(), { ...chosenEverywhere, ...formWith(create(), method) }, broken.credential, '');
			await expect(run.call(context)).resolves.toBeDefined();
		}
	});

	test('a definition in an envelope gives its attributes', async () => {
		const attributes = [{ id: '7', slug: 'stage', name: 'Stage', type: 'text' }];
		broken.faults.add({ times: Infinity, do: { status: 200, body: { success: true, data: { id: '5', slug: 'deal', attributes } } } });
		const { getAttributes } = new NexRecord().methods.loadOptions;
		const context = editorContext(
			new NexRecord(),
			{ ...formWith(new NexRecord(), 'getAttributes'), ...chosenEverywhere },
			broken.credential,
		);
		expect(await getAttributes.call(context)).toEqual([{ name: 'Stage', value: 'stage' }]);
	});
});

test.each([
	['NexRecord', 'getSortFields'],
	['NexList', 'getListSortFields'],
])(
	'%s sorts by when a record was created or updated, beside its attributes, and says that Nex does not document it',
	async (name, method) => {
		const node = packNodes.find((one) => one.name === name)?.create();
		if (!node) throw new Error(`there is no ${name}`);
		const list = nex.state.lists.create('person', { name: 'Sorted', slug: `sorted-${name.toLowerCase()}` }).definition.id;
		const load = (node.methods?.loadOptions as Record<string, Load>)[method];
		const choices = await load?.call(editorContext(node, { objectType: picked('person'), listId: picked(list) }, nex.credential, ''));
		expect(choices?.slice(0, 2)).toEqual([
			{ name: 'Created At', value: 'created_at', description: expect.stringContaining('does not document') },
			{ name: 'Updated At', value: 'updated_at', description: expect.stringContaining('does not document') },
		]);
		expect(choices?.map(({ value }) => value)).toContain('job_title');
	},
);

describe('On a server that gives 25 rows a page', () => {
	let small: NexServer;
	beforeEach(async () => {
		small = await startNexServer();
		Object.assign(small.shapes, { recordPageCap: 25 });
	});
	afterEach(async () => await small.close());
	const people = () => Array.from({ length: 60 }, (_one, i) => small.state.records.create('person', { name: `Person ${i}` }).id);

	test('the picker of records goes on to the last', async () => {
		const ids = people();
		const found: unknown[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await new NexRecord().methods.listSearch.searchRecords.call(
				editorContext(new NexRecord(), { operation: 'get', objectType: picked('person') }, small.credential),
				undefined,
				token,
			);
			found.push(...results.map(({ value }) => value));
			token = paginationToken as string | undefined;
		} while (token !== undefined);
		expect(found.sort()).toEqual(ids.sort());
	});

	test('the picker of members finds one beyond the first page', async () => {
		const list = small.state.lists.create('person', { name: 'Pilots', slug: 'pilots' }).definition.id;
		for (const id of people()) small.state.lists.add(list, id);
		const { results } = await new NexList().methods.listSearch.searchListMembers.call(
			editorContext(new NexList(), { operation: 'updateMember', listId: picked(list) }, small.credential),
			'Person 59',
		);
		expect(results.map(({ name }) => name)).toEqual(['Person 59']);
	});
});

describe('On a server with more than a picker reads at once', () => {
	let large: NexServer;
	beforeEach(async () => {
		large = await startNexServer();
	});
	afterEach(async () => await large.close());

	const searchMembers = async (count: number, filter: string) => {
		const list = large.state.lists.create('person', { name: 'Pilots', slug: 'pilots' }).definition.id;
		for (let i = 0; i < count; i++) {
			const { id } = large.state.records.create('person', { name: i % 400 === 399 ? `Ada ${i}` : `Bo ${i}` });
			large.state.lists.add(list, id);
		}
		const context = editorContext(new NexList(), { operation: 'updateMember', listId: picked(list) }, large.credential);
		return await new NexList().methods.listSearch.searchListMembers.call(context, filter);
	};

	test('the picker of members shows all that are found, though too few to be scrolled', async () => {
		const { results, paginationToken } = await searchMembers(2_000, 'ada');
		expect(results).toHaveLength(5);
		expect(paginationToken).toBeUndefined();
	});

	test('the picker of members does not say that there is none if it could not look through all', async () => {
		await expect(searchMembers(5_100, 'nobody')).rejects.toThrow('Not among the first 5000 members');
	});

	test('the picker of notes does not say that there is none if Nex lists no more', async () => {
		const note = (i: number) => ({ id: String(i), title: `Note ${i}` });
		const search = async (count: number) => {
			const data = Array.from({ length: count }, (_one, i) => note(i + 1));
			large.faults.add({ operation: 'listNotes', do: { status: 200, body: { data } } });
			const context = editorContext(new NexNote(), { operation: 'get' }, large.credential);
			return await new NexNote().methods.listSearch.searchNotes.call(context, 'nobody');
		};
		await expect(search(200)).rejects.toThrow('Not among the 200 notes');
		expect((await search(199)).results).toEqual([]);
	});
});
