import { NexList } from '../../nodes/NexList/NexList.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { NexSearch } from '../../nodes/NexSearch/NexSearch.node';
import { NexTimeline } from '../../nodes/NexTimeline/NexTimeline.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { picked } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';
import { runNode } from '../support/host';

const deletes = exampleOperations.filter(({ definition }) => definition.method === 'DELETE');
const others = exampleOperations.filter(({ definition }) => definition.method !== 'DELETE');

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

describe.each(others)('$node, $operation', ({ definition, create, example, operation }) => {
	test('an answer without what was promised is an error, and no item', async () => {
		const words = [
			{ message: 'try later' },
			{ code: 200, message: 'ok' },
			{ error: 'nothing here' },
			{ success: true, message: 'ok' },
			{ error: { code: 101, message: 'try later' } },
			{ errors: [{ message: 'try later' }] },
			{ success: false, error: 'try later', data: null, additional_data: null },
			{ ok: false, data: [] },
			// Of a job that is where it stands.
			...(definition.continueFrom ? [] : [{ status: 'error', data: {}, message: 'try later', code: 500 }]),
			{ type: 'about:blank', title: 'Busy', status: 503, detail: 'try later', instance: '/v1' },
		];
		const isRecord = !definition.answer && !definition.items;
		for (const body of [undefined, ...words, 'ok', 7, true, ...(isRecord ? [[], {}] : [{ success: true }, { token: 'x' }])]) {
			const given = await example.given(nex);
			nex.faults.clear();
			nex.faults.add({ method: definition.method, path: pathsOf(definition), times: 1, do: { status: 200, body } });
			const { items, error } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: given.input ?? {} }],
				parameters: { ...given.parameters, operation },
			});
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/Nex answered without|did not|not a page/);
			await nex.close();
			nex = await startNexServer({ jobDuration: 0 });
		}
	});
});

/** Of a record, a list member or another thing, and no list. */
const things = others.filter(({ definition: { answer, items } }) => !answer && !items);

describe.each(things)('$node, $operation', ({ definition, create, example, operation }) => {
	const envelopes = [{ data: null }, { result: null }, { id: null }, { id: '', attributes: {} }, { attributes: null }, { data: [] }];
	test.each(envelopes)('an answer that names what was promised and has it not, %j, is an error, and no empty item', async (body) => {
		const given = await example.given(nex);
		nex.faults.add({ method: definition.method, path: pathsOf(definition), do: { status: 200, body } });
		const { items, error } = await runNode(create(), {
			credential: nex.credential,
			items: [{ json: given.input ?? {} }],
			parameters: { ...given.parameters, operation },
		});
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/Nex answered without|did not/);
	});
});

test.each([{ record: { id: '77', type: 'person', attributes: {} } }, { data: [{ id: '77' }] }, { items: [{ id: '77' }] }])(
	'a record of which Simplify leaves nothing, %j, is an error, and no empty item',
	async (body) => {
		nex.faults.add({ operation: 'getRecord', do: { status: 200, body } });
		const { items, error } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'get', recordId: picked('77') },
		});
		expect(items).toEqual([]);
		expect(error?.message).toContain('Nex answered without');
	},
);

test.each(deletes)('$node, $operation: word of a failure is an error, whatever its status, and any other word is not', async (one) => {
	const { create, example, operation } = one;
	const given = await example.given(nex);
	const answered = async (body: unknown) => {
		nex.faults.add({ method: 'DELETE', do: { status: 200, body } });
		return await runNode(create(), {
			credential: nex.credential,
			items: [{ json: given.input ?? {} }],
			parameters: { ...given.parameters, operation },
		});
	};
	for (const body of [{ error: 'in use' }, { success: false, message: 'in use' }, { ok: false, error: { message: 'in use' } }]) {
		const { items, error } = await answered(body);
		expect(items).toEqual([]);
		expect(error?.message).toContain('in use');
	}
	for (const body of [{}, { message: 'deleted' }, { success: true, error: null, errors: [] }]) {
		const { items, error } = await answered(body);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ deleted: true });
	}
});

/** What Get Many Records makes of an answer. */
const companiesFrom = async (body: object) => {
	nex.faults.add({ operation: 'listRecords', do: { status: 200, body } });
	return await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', objectType: picked('company') },
	});
};

test.each([
	{ data: null, error: 'busy' },
	{ data: [], success: false, message: 'busy' },
	{ data: [], errors: [{ message: 'busy' }], total: 0 },
])('an empty list beside word of a failure, %j, is an error', async (body) => {
	const { error, items } = await companiesFrom(body);
	expect(items).toEqual([]);
	expect(error?.message).toContain('busy');
});

test.each([{ data: null }, { data: [], message: 'ok' }, { data: null, message: 'ok', code: 0 }, { data: [], error: null, success: true }])(
	'an empty list, %j, is no failure',
	async (body) => {
		const { error, items } = await companiesFrom(body);
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	},
);

test.each([undefined, { message: 'try later' }])(
	'a page after the first that has no rows, %j, is an error, and not the end',
	async (body) => {
		for (let i = 0; i < 120; i++) nex.state.records.create('company', { name: `Company ${i}` });
		nex.faults.add({ operation: 'listRecords', skip: 1, times: Infinity, do: { status: 200, body } });
		const { items, error } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'getMany', objectType: picked('company'), returnAll: true },
		});
		expect(error?.message).toContain('Nex answered without');
		expect(items).toEqual([]);
	},
);

test.each([{}, { data: [] }, { data: null, total: '120' }])(
	'a page after the first that lacks the rows of the total, %j, is told',
	async (body) => {
		for (let i = 0; i < 120; i++) nex.state.records.create('company', { name: `Company ${i}` });
		nex.faults.add({ operation: 'listRecords', skip: 1, times: Infinity, do: { status: 200, body } });
		const { error, items, run } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'getMany', objectType: picked('company'), returnAll: true },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(100);
		expect(run.data.resultData.metadata).toEqual({ Nex: expect.stringContaining('more rows than it gave') });
	},
);

test('a server that writes numbers and switches as text is read to the end', async () => {
	const rows = Array.from({ length: 120 }, (_one, i) => ({ id: String(i + 1) }));
	const page = (from: number) => ({
		data: rows.slice(from, from + 50),
		total: '120',
		has_more: String(from + 50 < 120),
		next_offset: `${from + 50}`,
	});
	for (const from of [0, 50, 100]) nex.faults.add({ operation: 'listRecords', do: { status: 200, body: page(from) } });
	const { items } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', objectType: picked('company'), returnAll: true },
	});
	expect(items.map(({ json }) => json.id)).toEqual(rows.map(({ id }) => id));
});

test('rows without an ID all come', async () => {
	const rows = ['Ada', 'Ada', 'Bo'].map((name) => ({ id: null, type: 'list_item', parent_id: null, attributes: { name } }));
	nex.faults.add({
		operation: 'getListRecords',
		times: Infinity,
		do: { status: 200, body: { data: rows, total: 3, limit: 100, offset: 0 } },
	});
	const members = await runNode(new NexList(), {
		credential: nex.credential,
		parameters: { operation: 'getManyMembers', listId: picked('77'), returnAll: true },
	});
	expect(members.items.map(({ json }) => json.name)).toEqual(['Ada', 'Ada', 'Bo']);
	const events = ['a', 'a', 'b'].map((title) => ({ id: null, event_type: 'updated', event_payload: { note: { title } } }));
	nex.faults.add({ operation: 'getRecordTimeline', times: Infinity, do: { status: 200, body: { data: events, has_next_page: false } } });
	const timeline = await runNode(new NexTimeline(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', recordId: picked('77'), returnAll: true },
	});
	expect(timeline.items).toHaveLength(3);
});

test('one thing that stands alone under data is that thing', async () => {
	const record = { id: '77', type: 'person', attributes: { name: 'Ada' } };
	for (const body of [{ data: record }, { success: true, message: 'ok', data: record }]) {
		nex.faults.add({ operation: 'getRecord', do: { status: 200, body } });
		const { items } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: { operation: 'get', recordId: picked('77') },
		});
		expect(items[0]?.json).toMatchObject({ id: '77', name: 'Ada' });
	}
});

test('Simplify takes nothing from rows that are no objects, nor attributes of a shape that is not known', async () => {
	const attributes = [{ slug: 'name', value: 'Ada' }];
	nex.faults.add({ operation: 'listRecords', do: { status: 200, body: { data: [null, 'x', { id: '77', attributes }], total: 3 } } });
	const { items } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', objectType: picked('person') },
	});
	expect(items.map(({ json }) => json)).toEqual([{ value: null }, { value: 'x' }, expect.objectContaining({ id: '77', attributes })]);
});

test('hits are in the order of their scores, also if these are text', async () => {
	const person = [
		{ id: '1', score: '0.5' },
		{ id: '2', score: '0.9' },
		{ id: '3', score: null },
	];
	nex.faults.add({ operation: 'searchRecords', do: { status: 200, body: { results: { person } } } });
	const { items } = await runNode(new NexSearch(), { credential: nex.credential, parameters: { operation: 'search', query: 'a' } });
	expect(items.map(({ json }) => json.id)).toEqual(['2', '1', '3']);
});
