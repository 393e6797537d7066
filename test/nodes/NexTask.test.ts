import { NexTask } from '../../nodes/NexTask/NexTask.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	// Not held against the contract, which does not say that a due date can be emptied.
	nex = await startNexServer({ exchangeLog: '' });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>, json = {}) =>
	await runNode(new NexTask(), { credential: nex.credential, parameters, items: [{ json }] });
const sent = () => nex.requests.at(-1)?.body;
const update = async (updateFields: Record<string, unknown>, json = {}) => {
	const { id } = nex.state.tasks.create({ title: 'Call back', description: 'Before noon' });
	return await run({ operation: 'update', taskId: picked(id), updateFields }, json);
};

describe('Updating a task', () => {
	test('leaves out lists that an expression left empty, so that nobody is taken from the task', async () => {
		await update({ isCompleted: true, assigneeIds: '={{ $json.none }}', recordIds: '={{ [] }}', dueDate: '' });
		expect(sent()).toEqual({ is_completed: true });
	});

	test('leaves out what an expression did not find', async () => {
		await update({ isCompleted: true, description: '={{ $json.none }}', title: '={{ $json.none }}' });
		expect(sent()).toEqual({ is_completed: true });
	});

	test('leaves alone whatever is blank, as an agent sends it for what it does not use', async () => {
		const blanks = { title: ' ', description: '', priority: '', dueDate: null, assigneeIds: '', recordIds: ' ' };
		await update({ ...blanks, isCompleted: true });
		expect(sent()).toEqual({ is_completed: true });
	});

	test('empties what is chosen in "Fields to Clear", and nothing else', async () => {
		const { id } = nex.state.tasks.create({ title: 'Call back', description: 'Before noon', due_date: '2026-05-04T08:00:00Z' });
		const fieldsToClear = ['assignee_ids', 'description', 'due_date', 'entity_ids', 'priority'];
		await run({ operation: 'update', taskId: picked(id), fieldsToClear });
		expect(sent()).toEqual({ assignee_ids: [], description: '', due_date: null, entity_ids: [], priority: '' });
		expect(nex.state.tasks.get(id)).toMatchObject({ title: 'Call back', description: '', priority: 'unspecified' });
		expect(nex.state.tasks.get(id)).not.toHaveProperty('due_date');
	});

	test('takes the names of the form for fields to clear, as an agent writes them', async () => {
		const { id } = nex.state.tasks.create({ title: 'Call back', description: 'Before noon' });
		await run({ operation: 'update', taskId: picked(id), fieldsToClear: '={{ "Description, due date" }}' });
		expect(sent()).toEqual({ description: '', due_date: null });
	});

	test('refuses to empty what it is to change', async () => {
		const { id } = nex.state.tasks.create({ title: 'Call back' });
		const updateFields = { description: 'After noon' };
		const { error } = await run({ operation: 'update', taskId: picked(id), updateFields, fieldsToClear: ['description'] });
		expect(error?.message).toBe('"Fields to Clear" empties "Description", which has a new value as well');
		expect(nex.requests).toEqual([]);
	});

	test('refuses to change nothing', async () => {
		const { error } = await update({});
		expect(error?.message).toContain('"Update Fields" has no value to write');
		expect(nex.requests).toEqual([]);
	});
});

describe('IDs', () => {
	const create = async (recordIds: unknown, json = {}) =>
		await run({ operation: 'create', title: 'Call', additionalFields: { recordIds } }, json);
	const two = () => [nex.state.records.create('person', { name: 'Ada' }).id, nex.state.records.create('person', { name: 'Ida' }).id];

	test.each<[string, (ids: string[]) => [unknown, object]]>([
		['commas between them', ([a, b]) => [`${a}, ${b},`, {}]],
		['a line each', ([a, b]) => [`${a}\n${b}\n`, {}]],
		['a list from an expression', (ids) => ['={{ $json.ids }}', { ids }]],
		['JSON, as an AI agent writes it', (ids) => [JSON.stringify(ids), {}]],
		['JSON with bare numbers, digit for digit', ([a, b]) => [`[${a}, ${b}]`, {}]],
	])('may be given as %s', async (_how, given) => {
		const ids = two();
		const { error } = await create(...given(ids));
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ entity_ids: ids });
	});

	test('that have lost digits are refused, before anything is sent', async () => {
		const { error } = await create('={{ [$json.id] }}', { id: 40112233445566771 });
		expect(error?.message).toContain('"Record IDs" is a number too long to be exact');
		expect(nex.requests).toEqual([]);
	});
});

test('Records chosen one by one may be pasted as URLs or come from expressions, and each is sent once', async () => {
	const [a, b] = [nex.state.records.create('person', { name: 'Ada' }).id, nex.state.records.create('person', { name: 'Ida' }).id];
	const record = [
		{ recordId: { __rl: true, mode: 'url', value: `https://app.nex.ai/birch-labs/people/${a}` } },
		{ recordId: picked('={{ $json.id }}') },
		{ recordId: picked('') },
	];
	const { error } = await run({ operation: 'create', title: 'Call', additionalFields: { records: { record }, recordIds: a } }, { id: b });
	expect(error).toBeUndefined();
	expect(sent()).toEqual({ title: 'Call', entity_ids: [a, b] });
});

test('A due date without a zone is in the time zone of the workflow', async () => {
	await run({ operation: 'create', title: 'Call', additionalFields: { dueDate: '={{ $json.due }}' } }, { due: '2026-01-02T03:04:05' });
	const due = (sent() as { due_date: string }).due_date;
	expect(due).toMatch(/^2026-01-0[12]T\d\d:04:05\.000Z$/);
	const { error } = await run({ operation: 'create', title: 'Call', additionalFields: { dueDate: 'some day' } });
	expect(error?.message).toContain('"Due Date" is not a date');
});

test('Return All reads every task, 500 at a time', async () => {
	for (let i = 0; i < 1_001; i++) nex.state.tasks.create({ title: `Task ${i}` });
	const { items } = await run({ operation: 'getMany', returnAll: true });
	expect(new Set(items.map(({ json }) => json.id)).size).toBe(1_001);
	expect(nex.requests.map(({ query }) => query.offset).sort()).toEqual(['0', '1000', '500']);
});

test('An offset is counted from the newest task', async () => {
	for (const title of ['First', 'Second', 'Third']) nex.state.tasks.create({ title });
	const { items } = await run({ operation: 'getMany', limit: 5, options: { offset: 1 } });
	expect(items.map(({ json }) => json.title)).toEqual(['Second', 'First']);
});

test('Simplify keeps ten fields at most', async () => {
	const { id } = nex.state.tasks.create({ title: 'Call' });
	const { items } = await run({ operation: 'get', taskId: picked(id), simplify: true });
	expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
	expect(items[0]?.json).not.toHaveProperty('created_by_id');
});

describe('The task picker', () => {
	const { searchTasks } = new NexTask().methods.listSearch;
	const context = (credential = nex.credential) => editorContext(new NexTask(), { operation: 'get' }, credential);

	test('lists tasks page by page, and searches their titles in Nex', async () => {
		for (let i = 0; i < 60; i++) nex.state.tasks.create({ title: `Task ${i}` });
		const first = await searchTasks.call(context());
		const second = await searchTasks.call(context(), undefined, first.paginationToken as string);
		expect([first.results.length, second.results.length, second.paginationToken]).toEqual([50, 10, undefined]);
		const found = await searchTasks.call(context(), 'task 42');
		expect(found.results.map(({ name }) => name)).toEqual(['Task 42']);
	});

	test('says which scope is missing, if the key may not list tasks', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'task.read'));
		await expect(searchTasks.call(context({ ...nex.credential, apiKey }))).rejects.toThrow('"task.read"');
	});
});
