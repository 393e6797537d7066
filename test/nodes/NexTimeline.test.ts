import { NexTimeline } from '../../nodes/NexTimeline/NexTimeline.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
let record: string;
beforeEach(async () => {
	nex = await startNexServer();
	record = nex.state.records.create('person', { name: 'Ada Holm', job_title: 'Forest Ranger' }).id;
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>) =>
	await runNode(new NexTimeline(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', recordId: picked(record), ...parameters },
	});
const addEvents = (count: number) => Array.from({ length: count }, () => nex.state.timelines.add(record, { event_type: 'updated' }).id);

describe('Pages', () => {
	test('Return All reads to the end, 100 events at a time, each once', async () => {
		const ids = addEvents(250);
		const { items } = await run({ returnAll: true });
		expect(items).toHaveLength(251);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(251);
		expect(items.map(({ json }) => json.id)).toEqual(expect.arrayContaining(ids));
		expect(nex.requests.every(({ query }) => Number(query.limit) <= 100)).toBe(true);
	});

	test('a Limit is exact across pages', async () => {
		addEvents(250);
		const { items } = await run({ limit: 120 });
		expect(items).toHaveLength(120);
		expect(nex.requests.map(({ query }) => query.limit)).toEqual(['100', '20']);
	});

	test('a cursor that comes again ends the reading', async () => {
		addEvents(250);
		nex.shapes.timelineCursor = 'repeats';
		const { error, items } = await run({ returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(100);
	});
});

describe('Simplify', () => {
	test('says what changed, from what to what', async () => {
		nex.state.records.update(record, { job_title: 'Mill Manager' });
		const { items } = await run({ limit: 1 });
		expect(items[0]?.json).toMatchObject({
			event_type: 'updated',
			changes: [{ field: 'job_title', from: 'Forest Ranger', to: 'Mill Manager' }],
		});
		expect(items[0]?.json).not.toHaveProperty('event_payload');
	});

	test('puts what an event is about in one place, whatever its kind', async () => {
		const note = { id: '1', resource_type: 'note', event_payload: { note: { id: '7', title: 'Call' } } };
		const unheardOf = { id: '2', resource_type: 'relationship', event_payload: { link: { id: '8' }, field_changes: [] } };
		nex.faults.add({ operation: 'getRecordTimeline', do: { status: 200, body: { data: [note, unheardOf], has_next_page: false } } });
		const { items } = await run({ limit: 2 });
		expect(items.map(({ json }) => json.resource)).toEqual([{ id: '7', title: 'Call' }, { id: '8' }]);
	});

	test('keeps the events inside an aggregated one', async () => {
		const parent = nex.state.timelines.add(record, { event_type: 'updated' });
		const child = nex.state.timelines.grow(parent, {
			event_payload: { field_changes: [{ field_name: 'job_title', old_value: 'a', new_value: 'b' }] },
		});
		const { items } = await run({ limit: 1 });
		expect(items[0]?.json).toMatchObject({
			id: parent.id,
			children: [{ id: child.id, changes: [{ field: 'job_title', from: 'a', to: 'b' }] }],
		});
	});
});
