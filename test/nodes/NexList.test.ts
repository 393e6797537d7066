import { NexList } from '../../nodes/NexList/NexList.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
let list: string;
beforeEach(async () => {
	nex = await startNexServer();
	list = nex.state.lists.create('person', { name: 'Spring Campaign', slug: 'spring-campaign' }).definition.id;
	nex.state.objects.createAttribute('spring-campaign', { name: 'Status', slug: 'status', type: 'text' });
	nex.state.objects.createAttribute('spring-campaign', { name: 'Tags', slug: 'tags', type: 'text', options: { is_multi_value: true } });
});
afterEach(async () => await nex.close());

const { listSearch, loadOptions, resourceMapping } = new NexList().methods;
const context = (parameters: Record<string, object | string>, credential = nex.credential) =>
	editorContext(new NexList(), { operation: 'updateMember', ...parameters }, credential);
const run = async (parameters: Record<string, unknown>, items = [{ json: {} }]) =>
	await runNode(new NexList(), { credential: nex.credential, parameters, items });
const addPerson = (name = 'Ada Holm') => nex.state.records.create('person', { name }).id;
const addMembers = (count: number) => Array.from({ length: count }, (_one, i) => nex.state.lists.add(list, addPerson(`Person ${i}`)).id);
const without = (scope: string) => ({ ...nex.credential, apiKey: nex.addKey(SCOPES.filter((one) => one !== scope)) });

describe('Pickers', () => {
	test('lists of the chosen object type are listed; without one those of all, with their type', async () => {
		nex.state.lists.create('company', { name: 'Key Accounts', slug: 'key-accounts' });
		const some = await listSearch.searchLists.call(context({ objectType: picked('person') }));
		expect(some.results).toEqual([{ name: 'Spring Campaign', value: list }]);
		const all = await listSearch.searchLists.call(context({ objectType: picked('') }));
		expect(all.results.map(({ name }) => name).sort()).toEqual(['Key Accounts (Company)', 'Spring Campaign (Person)']);
		const found = await listSearch.searchLists.call(context({ objectType: picked('') }), 'KEY');
		expect(found.results.map(({ name }) => name)).toEqual(['Key Accounts (Company)']);
	});

	test('members are listed by name, page by page, and give the ID of their entry', async () => {
		const entries = addMembers(130);
		const first = await listSearch.searchListMembers.call(context({ listId: picked(list) }));
		const second = await listSearch.searchListMembers.call(context({ listId: picked(list) }), undefined, first.paginationToken as string);
		expect([...first.results, ...second.results].map(({ value }) => value)).toEqual(entries);
		expect(first.results[0]?.name).toBe('Person 0');
		expect(second.paginationToken).toBeUndefined();
	});

	test('a member is found by name however far down the list it stands', async () => {
		const entries = addMembers(330);
		const { results } = await listSearch.searchListMembers.call(context({ listId: picked(list) }), 'person 329');
		expect(results).toEqual([{ name: 'Person 329', value: entries[329] }]);
	});

	test('members ask for the list they are in, without a request', async () => {
		await expect(listSearch.searchListMembers.call(context({ listId: picked('') }))).rejects.toThrow('Choose a list first');
		expect(nex.requests).toHaveLength(0);
	});

	test('a key that may not list is told which scope it lacks', async () => {
		await expect(listSearch.searchLists.call(context({ objectType: picked('person') }, without('list.read')))).rejects.toThrow(
			'"list.read"',
		);
		await expect(listSearch.searchListMembers.call(context({ listId: picked(list) }, without('list.member.read')))).rejects.toThrow(
			'"list.member.read"',
		);
		await expect(resourceMapping.listAttributes.call(context({ listId: picked(list) }, without('list.read')))).rejects.toThrow(
			'"list.read"',
		);
	});

	test('the attributes to choose from are those of the list, and those of the object type if one is chosen', async () => {
		const own = await loadOptions.getListMemberAttributes.call(context({ listId: picked(list) }));
		expect(own.map(({ value }) => value)).toEqual(['status', 'tags']);
		const both = await loadOptions.getListMemberAttributes.call(context({ listId: picked(list), objectType: picked('person') }));
		expect(both.map(({ value }) => value)).toEqual(expect.arrayContaining(['status', 'tags', 'name', 'job_title']));
	});
});

describe('The attribute form', () => {
	test("follows the list's own attributes", async () => {
		const { fields } = await resourceMapping.listAttributes.call(context({ listId: picked(list) }));
		expect(fields.map(({ id }) => id)).toEqual(['status', 'tags[]']);
	});

	test('says nothing of having no attributes if it has some', async () => {
		const [list] = nex.state.lists.ofObject('person');
		const found = await resourceMapping.listAttributes.call(context({ listId: picked(list?.definition.id ?? '') }));
		expect(Object.keys(found)).toEqual(['fields']);
	});

	test('says what to do before a list is chosen', async () => {
		const { fields, emptyFieldsNotice } = await resourceMapping.listAttributes.call(context({ listId: picked('') }));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('Choose a list first');
	});

	test('may stay empty when a record is added', async () => {
		const person = addPerson();
		const { error } = await run({ operation: 'addMember', listId: picked(list), recordId: picked(person) });
		expect(error).toBeUndefined();
		expect(nex.requests[0]?.body).toEqual({ parent_id: person });
	});

	test("maps the input item's fields by name", async () => {
		const person = addPerson();
		const schema = [{ id: 'status' }, { id: 'tags[]' }];
		const { error } = await run(
			{
				operation: 'addOrUpdateMember',
				listId: picked(list),
				recordId: picked(person),
				attributes: { mappingMode: 'autoMapInputData', value: null, schema },
			},
			[{ json: { status: 'New', tags: 'a, b', other: 1 } }],
		);
		expect(error).toBeUndefined();
		expect(nex.requests[0]?.body).toEqual({ parent_id: person, attributes: { status: 'New', tags: ['a', 'b'] } });
	});
});

describe('Members', () => {
	test('the ID of the record does as well as that of its entry', async () => {
		const person = addPerson();
		nex.state.lists.add(list, person);
		const change = await run({
			operation: 'updateMember',
			listId: picked(list),
			memberId: picked(person),
			attributesMode: 'json',
			attributesJson: '{ "status": "New" }',
		});
		expect(change.items[0]?.json).toMatchObject({ status: 'New' });
		const removal = await run({ operation: 'removeMember', listId: picked(list), memberId: picked(person) });
		expect(removal.items[0]?.json).toEqual({ deleted: true, id: person });
		expect(nex.state.records.get(person).id).toBe(person);
	});

	test('Return All gives every member once', async () => {
		const entries = addMembers(250);
		const { items } = await run({ operation: 'getManyMembers', listId: picked(list), returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual(entries);
	});

	test('a record given as a number too long to be exact is refused before anything is sent', async () => {
		const { error } = await run({ operation: 'addMember', listId: picked(list), recordId: picked('={{ 40112233445566771 }}') });
		expect(error?.message).toMatch(/"Record" .*too long to be exact/);
		expect(nex.requests).toHaveLength(0);
	});
});
