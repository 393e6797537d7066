import { startNexServer } from '../../nex-server';
import type { NexServer, Shapes } from '../../nex-server';
import { ask, request } from './client';

interface Page {
	data: Array<{ id: string; attributes: Record<string, unknown> }>;
	total?: number;
	has_more?: boolean;
	next_offset?: number;
	limit?: number;
	offset?: number;
}

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer();
	for (let i = 0; i < 120; i++)
		nex.state.records.create('company', { name: `Company ${String(i).padStart(3, '0')}`, employees: (i * 7) % 120 });
});
afterAll(() => nex.close());

const page = (body: unknown) => ask<Page>(nex, 'POST', '/v1/objects/company/records', body);

test('pages by offset hold every record once, in order', async () => {
	const seen = [];
	for (let offset = 0; offset < 120; offset += 50)
		seen.push(...(await page({ limit: 50, offset, sort: { attribute: 'employees', direction: 'desc' } })).data);
	expect(seen.map((one) => one.attributes.employees)).toEqual(Array.from({ length: 120 }, (_unused, i) => 119 - i));
	expect(new Set(seen.map((one) => one.id)).size).toBe(120);
	expect(await page({ offset: 120 })).toEqual({ data: [], total: 120, limit: 50, offset: 120 });
});

test.each<[unknown, string[]]>([
	['all', ['employees', 'name']],
	['primary', ['name']],
	['none', []],
	[{ mode: 'custom', slugs: ['employees'] }, ['employees']],
])('attributes %j are answered as %j', async (attributes, slugs) => {
	expect(Object.keys((await page({ limit: 1, attributes })).data[0]?.attributes ?? {}).sort()).toEqual(slugs);
});

test.each<[Shapes['recordPaging'], string[]]>([
	['total', ['data', 'limit', 'offset', 'total']],
	['has_more', ['data', 'has_more', 'next_offset']],
	['both', ['data', 'has_more', 'limit', 'next_offset', 'offset', 'total']],
	['none', ['data']],
])('paging can speak of the rest as "%s"', async (recordPaging, fields) => {
	nex.shapes.recordPaging = recordPaging;
	expect(Object.keys(await page({ limit: 10 })).sort()).toEqual(fields);
	nex.shapes.recordPaging = 'total';
});

test.each(['created_at', 'updated_at'])('records made at one moment are sorted by %s as they were made', async (attribute) => {
	nex.state.apart(Date.UTC(2026, 4, 4), 0, () => {
		for (const name of ['first', 'second', 'third']) nex.state.records.create('person', { name });
	});
	const names = async (direction: string) => {
		const { data } = await ask<Page>(nex, 'POST', '/v1/objects/person/records', { sort: { attribute, direction } });
		return data.map(({ attributes }) => attributes.name);
	};
	expect((await names('desc')).slice(0, 3)).toEqual(['third', 'second', 'first']);
	expect((await names('asc')).slice(-3)).toEqual(['first', 'second', 'third']);
});

test('a page can be held to fewer records than were asked for', async () => {
	nex.shapes.recordPageCap = 25;
	expect(await page({ limit: 100 })).toMatchObject({ data: { length: 25 }, limit: 25, total: 120 });
	nex.shapes.recordPageCap = Infinity;
});

test('a timeline is read newest first, page by page, while it grows', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ida Holm' });
	for (let i = 0; i < 9; i++) nex.state.records.update(id, { job_title: `Job ${i}` });
	interface Timeline {
		data: Array<{
			id: string;
			event_timestamp: string;
			is_aggregated: boolean;
			children: unknown[];
			event_payload: { field_changes?: unknown };
		}>;
		has_next_page: boolean;
		next_cursor?: string;
	}
	const read = (query: string) => ask<Timeline>(nex, 'GET', `/v1/records/${id}/timeline?${query}`);
	const first = await read('limit=4');
	expect(first.data[0]?.event_payload.field_changes).toEqual([{ field_name: 'job_title', old_value: 'Job 7', new_value: 'Job 8' }]);
	const parent = nex.state.timelines.add(id, { event_type: 'updated' });
	const second = await read(`limit=4&cursor=${first.next_cursor}`);
	const last = await read(`limit=4&cursor=${second.next_cursor}`);
	expect([first, second, last].map((one) => [one.data.length, one.has_next_page])).toEqual([
		[4, true],
		[4, true],
		[2, false],
	]);
	expect(last.next_cursor).toBeUndefined();
	const ids = [first, second, last].flatMap((one) => one.data.map((event) => event.id));
	expect([new Set(ids).size, ids]).toEqual([10, [...ids].sort().reverse()]);

	nex.state.timelines.grow(parent, { resource_type: 'attribute' });
	expect((await read('limit=1')).data[0]).toMatchObject({ id: parent.id, is_aggregated: true, children: [{ resource_type: 'attribute' }] });
	nex.state.records.update(id, { job_title: 'Captain', name: 'Ida Berg' });
	expect((await read('limit=1')).data[0]).toMatchObject({ is_aggregated: true, children: { length: 2 } });
	nex.state.timelines.add(id, { event_timestamp: '2020-01-01T00:00:00Z' });
	expect((await read('limit=100')).data.at(-1)?.event_timestamp).toBe('2020-01-01T00:00:00Z');
});

test('a cursor can lead back, be refused, or never end', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ida Holm' });
	const path = `/v1/records/${id}/timeline?limit=1`;
	nex.state.records.update(id, { job_title: 'Captain' });
	const first = await ask<{ data: unknown[]; next_cursor: string }>(nex, 'GET', path);
	nex.shapes.timelineCursor = 'repeats';
	expect(await ask(nex, 'GET', `${path}&cursor=${first.next_cursor}`)).toEqual(first);
	nex.shapes.timelineCursor = 'expires';
	expect((await request(nex, 'GET', `${path}&cursor=${first.next_cursor}`)).status).toBe(400);
	nex.shapes.timelineCursor = 'never ends';
	let cursor = first.next_cursor;
	for (let i = 0; i < 5; i++) {
		const next = await ask<{ data: unknown[]; next_cursor: string }>(nex, 'GET', `${path}&cursor=${cursor}`);
		expect([next.data.length, next.next_cursor !== cursor]).toEqual([1, true]);
		cursor = next.next_cursor;
	}
	nex.shapes.timelineCursor = 'normal';
});

test('notes are listed up to 200', async () => {
	for (let i = 0; i < 201; i++) nex.state.notes.create({ title: `Note ${i}` });
	expect((await ask<Page>(nex, 'GET', '/v1/notes')).data).toHaveLength(200);
});
