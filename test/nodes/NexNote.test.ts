import { NexNote } from '../../nodes/NexNote/NexNote.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { operationsOf } from '../support/nodes';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	// Null for a record that is cleared is not documented.
	nex = await startNexServer({ exchangeLog: '' });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>) => await runNode(new NexNote(), { credential: nex.credential, parameters });

describe('Getting many notes', () => {
	test.each([
		[{ returnAll: true }, 200],
		[{ limit: 7 }, 7],
		[{ limit: 200 }, 200],
		[{ limit: 999 }, 200],
	])('with %j gives %i of 205, in one request', async (parameters, count) => {
		for (let i = 0; i < 205; i++) nex.state.notes.create({ title: `Note ${i}` });
		const { items } = await run({ operation: 'getMany', ...parameters });
		expect(items).toHaveLength(count);
		expect(nex.requests).toHaveLength(1);
		expect(nex.requests[0]?.query).toEqual({});
	});

	test('tells the user about the cap, if it may matter', () => {
		expect(new NexNote().description.hints?.[0]?.message).toContain('200 notes at most');
		expect(operationsOf(new NexNote()).find(({ value }) => value === 'getMany')?.description).toContain('no more than 200');
	});
});

test('An update leaves out what is blank', async () => {
	const { id } = nex.state.notes.create({ title: 'Call', content: 'Long text' });
	const { items } = await run({
		operation: 'update',
		noteId: picked(id),
		updateFields: { title: 'Call with Ada', content: '', recordId: picked('') },
	});
	expect(nex.requests[0]?.body).toEqual({ title: 'Call with Ada' });
	expect(items[0]?.json).toMatchObject({ content: 'Long text' });
});

test('"Fields to Clear" empties the content and the record, and nothing else', async () => {
	const { id: entity_id } = nex.state.records.create('person', { name: 'Ada' });
	const { id } = nex.state.notes.create({ title: 'Call', content: 'Long text', entity_id });
	await run({ operation: 'update', noteId: picked(id), fieldsToClear: ['content', 'entity_id'] });
	expect(nex.requests.map(({ body }) => body)).toEqual([{ content: '', entity_id: null }]);
});

describe('What was to be emptied and still has a value', () => {
	const update = async (more: Record<string, unknown>, note: object) => {
		const { id } = nex.state.notes.create({ title: 'Call' });
		nex.faults.add({ operation: 'updateNote', do: { status: 200, body: { id, title: 'Call', ...note } } });
		const { run: finished, items, error } = await run({ operation: 'update', noteId: picked(id), ...more });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		return finished.data.resultData.metadata;
	};
	const fieldsToClear = ['entity_id', 'content'];

	test('is told with the execution, whatever else was changed', async () => {
		const told = await update({ fieldsToClear, updateFields: { title: 'New' } }, { content: '', entity_id: '77' });
		expect(told).toEqual({ Nex: 'Nex still has a value in "Record", though it was told to empty it.' });
	});

	test('is not told of what is empty, or was not to be', async () => {
		expect(await update({ fieldsToClear }, { content: null, entity_id: '' })).toBeUndefined();
		expect(await update({ fieldsToClear }, {})).toBeUndefined();
		expect(await update({ fieldsToClear: ['content'] }, { content: '', entity_id: '77' })).toBeUndefined();
	});
});

test('A record may be given as a pasted URL', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ada' });
	await run({
		operation: 'create',
		title: 'Call',
		additionalFields: { recordId: { __rl: true, mode: 'url', value: `https://app.nex.ai/birch-labs/people/${id}?tab=notes` } },
	});
	expect(nex.requests[0]?.body).toEqual({ title: 'Call', entity_id: id });
});

test('A deleted note is archived: it leaves the list', async () => {
	const { id } = nex.state.notes.create({ title: 'Call' });
	await run({ operation: 'delete', noteId: picked(id) });
	const { items } = await run({ operation: 'getMany' });
	expect(items).toEqual([]);
	expect(nex.state.notes.get(id).archived_at).toBeDefined();
});

describe('The note picker', () => {
	const { searchNotes } = new NexNote().methods.listSearch;
	const context = (credential = nex.credential) => editorContext(new NexNote(), { operation: 'get' }, credential);

	test('lists notes by title, and searches titles and texts', async () => {
		nex.state.notes.create({ title: 'Call', content: 'About beech' });
		const { id } = nex.state.notes.create({ title: 'Visit', content: 'About oak' });
		expect((await searchNotes.call(context())).results.map(({ name }) => name)).toEqual(['Visit', 'Call']);
		expect((await searchNotes.call(context(), 'OAK')).results).toEqual([{ name: 'Visit', value: id }]);
	});

	test('says which scope is missing, if the key may not list notes', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'note.read'));
		await expect(searchNotes.call(context({ ...nex.credential, apiKey }))).rejects.toThrow('"note.read"');
	});
});
