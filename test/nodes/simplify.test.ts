import type { IDataObject } from 'n8n-workflow';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { exampleOperations } from './examples/operations';

const cases = exampleOperations.flatMap((one) => (one.definition.simplify ? [{ ...one, simplify: one.definition.simplify }] : []));

/** Names of fields by which something can be found again. */
const FINDS = /^(id|slug|.*_(id|ids|slug|slugs)|entities|signals)$/;

/** The IDs, slugs and signals anywhere in a value, as texts. */
function idsIn(value: unknown, isId = false): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => idsIn(one, isId));
	if (value !== null && typeof value === 'object')
		return (
			Object.entries(value)
				// Nex has no way to look up who created something, and a key has but one workspace.
				.filter(([name]) => name !== 'created_by_id' && name !== 'workspace_id')
				.flatMap(([name, one]) => idsIn(one, FINDS.test(name) || (isId && name === 'value')))
		);
	return isId && (typeof value === 'string' || typeof value === 'number') && value !== '' ? [String(value)] : [];
}

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
	Object.assign(nex.shapes, { insightFields: 'full' });
});
afterEach(async () => await nex.close());

test('There are operations with Simplify', () => {
	expect(cases.length).toBeGreaterThan(15);
});

test.each(cases)('$node, $operation: whatever has an ID in the full answer has it in the simplified one', async (one) => {
	const given = await one.example.given(nex);
	const { items, error } = await runNode(one.create(), {
		credential: nex.credential,
		items: [{ json: given.input ?? {} }],
		parameters: { ...given.parameters, operation: one.operation, simplify: false },
	});
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		const simplified = JSON.stringify(one.simplify(json as IDataObject));
		const ids = idsIn(json);
		expect(ids.length).toBeGreaterThan(0);
		expect(ids.filter((id) => !simplified.includes(JSON.stringify(id)) && !simplified.includes(id))).toEqual([]);
	}
});

test('An insight that has no entities keeps what its target says, whatever form its signals have', () => {
	const target = { type: 'entity', entity_type: 'company', hint: 'Pine Foods' };
	const simplify = cases.find(({ node }) => node === 'NexInsight')?.simplify;
	const wordsOf = (signals: unknown) => JSON.stringify(simplify?.({ content: 'x', target: { ...target, signals } } as IDataObject));
	for (const signals of [[{ type: 'domain', value: 'pine.example', confidence: 0.9 }], ['pine.example'], [{ value: 'pine.example' }]]) {
		for (const word of ['pine.example', 'Pine Foods', 'company']) expect(wordsOf(signals)).toContain(word);
	}
	for (const signals of [null, undefined, 'none', []]) expect(wordsOf(signals)).toContain('Pine Foods');
});

test('An attribute that is a record, or a list of them, keeps their IDs, also if it says its value', () => {
	const simplify = cases.find(({ node }) => node === 'NexRecord')?.simplify;
	const ada = { id: '7', type: 'person', name: 'Ada' };
	const attributes = { owner: ada, friends: [ada, { id: '8', type: 'person', value: 'Bo' }], note: { id: '9', type: 'text', text: 'Oak' } };
	expect(simplify?.({ id: '1', type: 'company', attributes } as IDataObject)).toMatchObject({
		owner: ada,
		friends: [ada, { id: '8', type: 'person', value: 'Bo' }],
		note: 'Oak',
	});
});

test('An ID that Nex adds to its answers is kept, and no attribute is lost to it', () => {
	const simplify = cases.find(({ node }) => node === 'NexRecord')?.simplify;
	const record = {
		id: '1',
		type: 'company',
		list_id: '5',
		object_id: '6',
		customer_id: '7',
		attributes: { customer_id: 'C-1', object_id: 'O-1' },
	};
	expect(simplify?.(record as IDataObject)).toMatchObject({ list_id: '5', object_id: '6', customer_id: 'C-1', attribute_object_id: 'O-1' });
});
