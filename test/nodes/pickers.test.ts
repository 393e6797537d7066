import type { IDataObject, INodeListSearchResult, INodeProperties, INodeType } from 'n8n-workflow';
import { NexList } from '../../nodes/NexList/NexList.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
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

test.each(pickers)('$where opens, and says what to choose first where it lists nothing without it', async (picker) => {
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
