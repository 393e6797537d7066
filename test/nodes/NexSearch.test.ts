import { NexSearch } from '../../nodes/NexSearch/NexSearch.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ exchangeLog: '' });
	nex.state.records.create('company', { name: 'Pine Timber' });
	nex.state.records.create('person', { name: 'Ada Pine' });
});
afterEach(async () => await nex.close());

const run = async (query: unknown, more: Record<string, unknown> = {}) =>
	await runNode(new NexSearch(), { credential: nex.credential, parameters: { operation: 'search', query, ...more } });

test.each(['map', 'array'] as const)('One item a hit with its object type, from a %s of results', async (search) => {
	nex.shapes.search = search;
	const { error, items } = await run('pine');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.type).sort()).toEqual(['company', 'person']);
	expect(items.every(({ json }) => /^\d{17}$/.test(String(json.id)))).toBe(true);
});

test('The best come first, so that a Limit keeps them', async () => {
	const { items } = await run('pine', { limit: 1 });
	expect(items.map(({ json }) => json.primary_value)).toEqual(['Ada Pine']);
});

test('Object types that could not be searched are named on every hit, and the search does not fail', async () => {
	nex.shapes.erroredSearchTypes = ['person'];
	const { error, items } = await run('pine');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ type: 'company', errored_search_types: ['person'] })]);
});

test('Object types that could not be searched are named if nothing was found, too', async () => {
	nex.shapes.erroredSearchTypes = ['person', 'company'];
	const { error, items } = await run('pine');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual([{ errored_search_types: ['person', 'company'] }]);
});

test.each([
	{ results: null, errored_search_types: ['deal'] },
	{ errored_search_types: ['deal'] },
	{ results: {}, errored_search_types: 'deal' },
	{ results: [], errored_search_types: ['deal', null, ''] },
	{ results: { deal: null, person: [null] }, errored_search_types: ['deal'] },
])('No hit is made up of what says that a search failed: %j', async (body) => {
	nex.faults.add({ operation: 'searchRecords', do: { status: 200, body } });
	const { error, items } = await run('pine');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual([{ errored_search_types: ['deal'] }]);
});

test('A search that finds nothing gives no items', async () => {
	const { error, items } = await run('no such text');
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});

test('500 characters are searched for, 501 and none are refused before anything is sent', async () => {
	expect((await run('x'.repeat(500))).error).toBeUndefined();
	expect(nex.requests).toHaveLength(1);
	expect((await run('x'.repeat(501))).error?.message).toContain('501 characters');
	expect((await run('   ')).error?.message).toContain('"Query" is empty');
	expect(nex.requests).toHaveLength(1);
	expect((await run('😀'.repeat(500))).error).toBeUndefined();
	expect(nex.requests.at(-1)?.body).toEqual({ query: '😀'.repeat(500) });
	expect((await run('😀'.repeat(501))).error?.message).toContain('501 characters');
});
