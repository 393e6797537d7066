import { matchEntries } from '../../nodes/NexTrigger/timelines/watch';
import { happen, host, ids, killed, MINUTE, nex, ofType, person, republished, seen } from '../support/timeline-hosts';
import { pass, passUntil } from '../support/virtual-time';

const DAY = 86_400_000;

/** Thirty events of a record, one a day, the newest of them `daysAgo` old. */
const past = (record: string, daysAgo = 1) => {
	for (let index = 0; index < 30; index++)
		happen(record, `old${index}`, { event_timestamp: new Date(nex.state.time() - (daysAgo + 30 - index) * DAY).toISOString() });
};

const ofList = (id: string) => ({ watch: 'list', listId: { __rl: true, mode: 'id', value: id } });

test.each([
	['is empty', false],
	['was quiet for 90 days', true],
])('a record with a past that joins a list that %s starts nothing with it, and what happens then does', async (_how, isQuiet) => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const list = nex.state.lists.create('person', { name: 'Pilots', slug: 'pilots' }).definition.id;
	nex.state.timelines.forgetRecord(olaf);
	if (isQuiet) {
		nex.state.lists.add(list, olaf, {});
		nex.state.timelines.forgetRecord(olaf);
		happen(olaf, 'quiet', { event_timestamp: new Date(nex.state.time() - 90 * DAY).toISOString() });
	}
	nex.state.timelines.forgetRecord(ida);
	past(ida);
	const n8n = host(ofList(list));
	await n8n.activate();
	await pass(3 * MINUTE);
	nex.state.lists.add(list, ida, {});
	happen(ida, 'new');
	await pass(3 * MINUTE);
	expect(seen(n8n).filter((id) => String(id).startsWith('old'))).toEqual([]);
	expect(seen(n8n)).toContain('new');
});

test('a record that leaves a list and joins it again starts nothing with what happened meanwhile, and what happens then does', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const list = nex.state.lists.create('person', { name: 'Pilots', slug: 'pilots' }).definition.id;
	nex.state.lists.add(list, olaf, {});
	const entry = nex.state.lists.add(list, ida, {});
	for (const id of [ida, olaf]) nex.state.timelines.forgetRecord(id);
	past(ida);
	const n8n = host(ofList(list));
	await n8n.activate();
	await pass(3 * MINUTE);
	nex.state.lists.remove(list, entry.id);
	await pass(3 * MINUTE);
	for (const id of ['m1', 'm2']) happen(ida, id);
	await pass(30 * MINUTE);
	nex.state.lists.add(list, ida, {});
	await pass(3 * MINUTE);
	happen(ida, 'new');
	await pass(3 * MINUTE);
	expect(seen(n8n).filter((id) => ['m1', 'm2', 'new'].includes(String(id)) || String(id).startsWith('old'))).toEqual(['new']);
});

test('records that are watched as well after a change of the form have no news of before it, and those of before lose none', async () => {
	const [ida, olaf, nora] = [person('Ida'), person('Olaf'), person('Nora')];
	for (const id of [ida, olaf, nora]) nex.state.timelines.forgetRecord(id);
	happen(ida, 'long ago', { event_timestamp: new Date(nex.state.time() - 90 * DAY).toISOString() });
	past(olaf, 40);
	const first = host(ids([ida]));
	await first.activate();
	await pass(3 * MINUTE);
	await first.deactivate();
	happen(ida, 'meanwhile');
	happen(nora, 'not watched then');
	await pass(MINUTE);
	const second = await republished(first, { parameters: { event: 'timelineEvent', ...ofType('person') } });
	await pass(3 * MINUTE);
	expect(seen(second)).toEqual(['meanwhile']);
	happen(nora, 'n1');
	happen(olaf, 'o1');
	await pass(2 * MINUTE);
	expect(seen(second).sort()).toEqual(['meanwhile', 'n1', 'o1']);
});

test('a record that is not found at first has no news of before it was watched, and tells so when it is published', async () => {
	const ida = person('Ida');
	past(ida);
	nex.faults.add({ operation: 'getRecordTimeline', times: 1, do: { status: 404 } });
	const n8n = host(ids([ida]));
	await n8n.activate();
	expect(n8n.failures.map(({ message }) => message)).toEqual([expect.stringContaining(ida)]);
	await pass(5 * MINUTE);
	happen(ida, 'new');
	await pass(8 * MINUTE);
	expect(seen(n8n)).toEqual(['new']);
});

test('what happens while n8n is off arrives, though the first look was not over when it went', async () => {
	const ida = person('Ida');
	nex.state.timelines.forgetRecord(ida);
	nex.faults.add({ operation: 'getRecordTimeline', times: 1e9, do: { status: 503 } });
	const n8n = host(ids([ida]));
	const activation = n8n.activate();
	await pass(MINUTE);
	await activation;
	nex.faults.clear();
	happen(ida, 'meanwhile');
	const next = await killed(n8n);
	await pass(3 * MINUTE);
	expect(seen(next)).toEqual(['meanwhile']);
});

test('a page that is not found for a while hides nothing that comes behind it', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]));
	await n8n.activate();
	await pass(MINUTE);
	const start = nex.state.time();
	for (let index = 0; index < 60; index++) happen(ida, `e${index}`, { event_timestamp: new Date(start + index).toISOString() });
	nex.faults.add({ operation: 'getRecordTimeline', skip: 1, times: 1, do: { status: 404 } });
	nex.faults.add({ operation: 'getRecordTimeline', skip: 2, times: 1, do: { status: 404 } });
	await passUntil(() => n8n.executions.length >= 60, 'all events');
	expect(seen(n8n)).toEqual(Array.from({ length: 60 }, (_none, index) => `e${index}`));
});

test('events without a date or an ID start the workflow once each', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]));
	await n8n.activate();
	await pass(MINUTE);
	happen(ida, 'zero', { event_timestamp: '0001-01-01T00:00:00Z' });
	for (const title of ['a', 'b', 'c']) happen(ida, 'none', { id: null, event_payload: { note: { title } } });
	await pass(4 * MINUTE);
	const shown = n8n.items.map(({ id, event_payload: payload }) => id ?? JSON.stringify(payload));
	expect(shown.sort()).toEqual(['zero', ...['a', 'b', 'c'].map((title) => JSON.stringify({ note: { title } }))].sort());
});

test.each([['job_title'], ['Job Title'], [' JOB  title ']])('only changes of the attribute %p start the workflow', async (attribute) => {
	const ida = person('Ida');
	const n8n = host({ ...ids([ida]), timelineFilters: { changedAttributes: [attribute] } });
	await n8n.activate();
	happen(ida, 'by slug', { event_payload: { attribute: { slug: 'job_title', value: 'Pilot' } } });
	happen(ida, 'by change', { event_payload: { field_changes: [{ field_name: 'email' }, { field_name: 'Job Title' }] } });
	happen(ida, 'another', { event_payload: { field_changes: [{ field_name: 'email' }] } });
	happen(ida, 'none', {});
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual(['by change', 'by slug'].sort((a, b) => seen(n8n).indexOf(a) - seen(n8n).indexOf(b)));
});

test('event types that an expression gives as text are read as a list', async () => {
	const ida = person('Ida');
	const n8n = host({ ...ids([ida]), timelineFilters: { eventTypes: 'updated, deleted' } });
	await n8n.activate();
	happen(ida, 'u', { event_type: 'updated' });
	happen(ida, 'c', { event_type: 'created' });
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual(['u']);
});

test('a member is followed alone, though another record of its name has no other attribute, and with its double if it has one', () => {
	const records = [
		{ id: 'r1', attributes: { name: 'Ida' } },
		{ id: 'r2', attributes: { name: 'Ida', email: 'ida@birch.example' } },
		{ id: 'r3', attributes: { name: 'Olaf' } },
		{ id: 'r4', attributes: { name: 'Olaf' } },
	];
	const entries = [
		{ id: 'e1', attributes: { name: 'Ida', email: 'ida@birch.example', stage: 'Pilot' } },
		{ id: 'e2', attributes: { name: 'Olaf', stage: 'Pilot' } },
	];
	expect(matchEntries(entries, records)).toEqual(
		new Map([
			['e1', ['r2']],
			['e2', ['r3', 'r4']],
		]),
	);
});

test('a member is followed though an attribute of the list hides one of its record, and no other record in its place', () => {
	const records = [
		{ id: 'r1', attributes: { name: 'Ida', email: 'ida@birch.example', stage: 'Lead' } },
		{ id: 'r2', attributes: { name: 'Ida', email: 'other@birch.example', stage: 'Lead' } },
		{ id: 'r3', attributes: { name: 'Olaf', email: 'olaf@birch.example', stage: 'Won' } },
	];
	const entries = [
		{ id: 'e1', attributes: { name: 'Ida', email: 'ida@birch.example', stage: 'Pilot' } },
		{ id: 'e2', attributes: { name: 'Nobody', email: 'nobody@birch.example', stage: 'Pilot' } },
	];
	expect(matchEntries(entries, records)).toEqual(
		new Map([
			['e1', ['r1']],
			['e2', []],
		]),
	);
});

describe('An event that is dated days before it comes', () => {
	const DAY = 86_400_000;
	const daysAgo = (days: number) => new Date(nex.state.time() - days * DAY).toISOString();

	test.each(['at the top', 'among the newest'])('starts the workflow once, if it stands %s', async (where) => {
		const ida = person('Ida');
		for (let i = 0; i < 30; i++) happen(ida, `old${i}`, { event_timestamp: daysAgo(60 - i) });
		const n8n = host(ids([ida]));
		await n8n.activate();
		await pass(2 * MINUTE);
		happen(ida, 'late', { event_timestamp: daysAgo(where === 'at the top' ? 3 : 33.5) });
		await pass(2 * MINUTE);
		happen(ida, 'now');
		await pass(3 * MINUTE);
		expect(seen(n8n)).toEqual(['late', 'now']);
	});

	test('is not what comes to light when newer ones are deleted, or after an answer that was empty or short', async () => {
		const ida = person('Ida');
		for (let i = 0; i < 30; i++) happen(ida, `old${i}`, { event_timestamp: daysAgo(60 - i) });
		const n8n = host(ids([ida]));
		await n8n.activate();
		await pass(2 * MINUTE);
		const page = (count: number) => ({
			status: 200,
			body: {
				data: Array.from({ length: count }, (_none, i) => ({ id: `old${29 - i}`, event_timestamp: daysAgo(31 + i) })),
				has_next_page: false,
			},
		});
		for (const answer of [{ status: 200, body: {} }, page(0), page(5)]) {
			nex.faults.add({ operation: 'getRecordTimeline', do: answer });
			await pass(3 * MINUTE);
		}
		expect(seen(n8n)).toEqual([]);
	});
});
