import { NexObject } from '../../nodes/NexObject/NexObject.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { ATTRIBUTE_TYPES } from '../nex-server/types';
import { editorContext, runNode } from '../support/host';
import { fieldsOf } from '../support/nodes';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const { listSearch, loadOptions } = new NexObject().methods;
const context = (parameters: Record<string, object | string>, credential = nex.credential) =>
	editorContext(new NexObject(), { operation: 'updateAttribute', ...parameters }, credential);
const run = async (parameters: Record<string, unknown>) => await runNode(new NexObject(), { credential: nex.credential, parameters });
const addStage = () =>
	nex.state.objects.createAttribute('company', {
		name: 'Stage',
		slug: 'stage',
		type: 'select',
		options: { select_options: [{ name: 'Open' }, { name: 'Closed' }] },
	});

describe('Pickers', () => {
	test('attributes are listed by name and type, searched, and give their ID', async () => {
		const { id } = addStage();
		const { results } = await listSearch.searchAttributeIds.call(context({ objectType: picked('company') }), 'STA');
		expect(results).toEqual([{ name: 'Stage (select)', value: id }]);
	});

	test('attributes ask for the object type they belong to', async () => {
		await expect(listSearch.searchAttributeIds.call(context({ objectType: picked('') }))).rejects.toThrow('Choose an object type first');
	});

	test('the choices of a select attribute are offered for renaming, after a new one', async () => {
		const { id, options } = addStage();
		const [open, closed] = options.select_options;
		expect(await loadOptions.getSelectOptions.call(context({ objectType: picked('company'), attributeId: picked(id) }))).toEqual([
			{ name: 'Add a New Option', value: '' },
			{ name: 'Rename Open', value: open?.id },
			{ name: 'Rename Closed', value: closed?.id },
		]);
	});

	test('a key that may not read the schema is told which scope it lacks', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'object.read'));
		await expect(
			listSearch.searchAttributeIds.call(context({ objectType: picked('company') }, { ...nex.credential, apiKey })),
		).rejects.toThrow('"object.read"');
	});
});

describe('Attributes', () => {
	test('every type of the contract can be created', async () => {
		const types = fieldsOf(new NexObject(), 'createAttribute')
			.find(({ name }) => name === 'type')
			?.options?.map((option) => ('value' in option ? option.value : ''));
		expect([...(types ?? [])].sort()).toEqual([...ATTRIBUTE_TYPES].sort());
		for (const type of ATTRIBUTE_TYPES) {
			const { error, items } = await run({
				operation: 'createAttribute',
				objectType: picked('company'),
				name: `New ${type}`,
				slug: `new_${type}`,
				type,
			});
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ type, slug: `new_${type}` });
		}
	});

	test('a choice without a name is refused before anything is sent', async () => {
		const { error } = await run({
			operation: 'createAttribute',
			objectType: picked('company'),
			name: 'Stage',
			slug: 'stage',
			type: 'select',
			selectOptions: { option: [{ name: 'Open' }, { name: ' ' }] },
		});
		expect(error?.message).toContain('no name');
		expect(nex.requests).toHaveLength(0);
	});

	test('choices left over from another type are not sent', async () => {
		await run({
			operation: 'createAttribute',
			objectType: picked('company'),
			name: 'Note',
			slug: 'note',
			type: 'text',
			selectOptions: { option: [{ name: 'Open' }] },
		});
		expect(nex.requests[0]?.body).toEqual({ name: 'Note', slug: 'note', type: 'text' });
	});

	test('an update that would change nothing is refused before it is sent', async () => {
		const { id } = addStage();
		for (const parameters of [{ operation: 'updateAttribute', attributeId: picked(id) }, { operation: 'update' }]) {
			const { error } = await run({ ...parameters, objectType: picked('company'), updateFields: {} });
			expect(error?.message).toContain('"Update Fields"');
		}
		expect(nex.requests).toHaveLength(0);
	});
});

describe('Object types', () => {
	test('a Limit is exact, though Nex gives all', async () => {
		const { items } = await run({ operation: 'getMany', limit: 1 });
		expect(items.map(({ json }) => json.slug)).toEqual(['person']);
		expect((await run({ operation: 'getMany', returnAll: true })).items).toHaveLength(2);
	});

	test('a name that an expression gives as a number is sent as text', async () => {
		const { error } = await run({ operation: 'create', name: '={{ 2026 }}', slug: 'year' });
		expect(error).toBeUndefined();
		expect(nex.requests[0]?.body).toEqual({ name: '2026', slug: 'year' });
	});
});
