import { happen, host, hosts, ids, killed, MINUTE, nex, person, seen } from '../support/timeline-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { until } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

const at = (ms: number) => new Date(nex.state.time() + ms).toISOString();

/** The first of ten events runs, and nine wait behind 25 newer ones that the filter holds back. */
async function behindHeldBack(): Promise<TriggerHost> {
	const ida = person('Ida');
	const n8n = host(ids([ida]), { runs: 'never' });
	await n8n.activate();
	await pass(2 * MINUTE);
	for (let i = 0; i < 10; i++) happen(ida, `human${i}`, { event_timestamp: at(i) });
	for (let i = 0; i < 25; i++)
		happen(ida, `api${i}`, { created_by: 'developer_api', created_by_id: '918', event_timestamp: at(1_000 + i) });
	await pass(MINUTE);
	return n8n;
}

test('an event that waits for room when a look is given up is delivered later', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const bad = ['B1', 'B2', 'B3'].map(person);
	const n8n = host(ids([ida, olaf, ...bad]), { runs: 'never' });
	await n8n.activate();
	for (let i = 0; i < 600; i++) happen(ida, `i${i}`, { event_timestamp: at(1_000 + i) });
	for (let i = 0; i < 5; i++) happen(olaf, `o${i}`, { event_timestamp: at(2_000 + i) });
	// Nex answers 503 for three others, longer than a request is repeated; meanwhile the queue of 500 is full.
	for (const id of bad) nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(id), times: 5, do: { status: 503 } });
	// Retries wait in real time: a little of it.
	jest.spyOn(Math, 'random').mockReturnValue(0.05);
	await pass(MINUTE - 20_000);
	await until(() => nex.requests.filter(({ status }) => status === 503).length === 15, 'the others are given up');
	await pass(2_000);
	n8n.runs = 0;
	for (const execution of n8n.executions) execution.end();
	await pass(10 * MINUTE);
	const got = new Set(seen(n8n));
	const missing = [...Array.from({ length: 600 }, (_n, i) => `i${i}`), ...Array.from({ length: 5 }, (_n, i) => `o${i}`)].filter(
		(id) => !got.has(id),
	);
	expect(n8n.failures).toEqual([]);
	expect(missing).toEqual([]);
});

test('one record that cannot be read does not keep the trigger from starting', async () => {
	const [ida, bad] = [person('Ida'), person('Bad')];
	const n8n = host(ids([ida, bad]));
	nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(bad), times: 1_000_000, do: { status: 500 } });
	await n8n.activate();
	await pass(MINUTE);
	happen(ida, 'e1');
	await pass(5 * MINUTE);
	expect(seen(n8n)).toEqual(['e1']);
});

test('three records that cannot be read do not keep the trigger from starting', async () => {
	const [ida, ...bad] = ['Ida', 'B1', 'B2', 'B3', 'P4', 'P5', 'P6'].map((name) => person(name));
	const n8n = host(ids([ida ?? '', ...bad]));
	for (const id of bad.slice(0, 3))
		nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(id), times: 1e9, do: { status: 500 } });
	await n8n.activate();
	await pass(8 * MINUTE);
	happen(ida ?? '', 'e1');
	await pass(8 * MINUTE);
	expect(seen(n8n)).toEqual(['e1']);
});

test('history is no news after a restart, if the first look failed at first', async () => {
	const ida = person('Ida');
	happen(ida, 'old', { event_timestamp: at(-86_400_000) });
	const n8n = host(ids([ida]));
	nex.faults.add({ operation: 'getRecordTimeline', do: { status: 500 } });
	await n8n.activate();
	await pass(5 * MINUTE);
	expect(seen(n8n)).toEqual([]);
	const second = await killed(n8n);
	await pass(2 * MINUTE);
	expect(seen(second)).toEqual([]);
});

test('history beyond the first page is no news when something happens', async () => {
	const ida = person('Ida');
	for (let i = 0; i < 50; i++) happen(ida, `old${i}`, { event_timestamp: at(-100_000 + i * 1000) });
	const n8n = host(ids([ida]));
	await n8n.activate();
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual([]);
	happen(ida, 'new');
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual(['new']);
});

test('nothing of before a Start From that is still to come is delivered', async () => {
	const ida = person('Ida');
	happen(ida, 'old');
	const n8n = host({ ...ids([ida]), timelineSince: new Date(nex.state.time() + 10 * MINUTE).toISOString() });
	await n8n.activate();
	await pass(3 * MINUTE);
	happen(ida, 'early');
	await pass(10 * MINUTE);
	happen(ida, 'e1');
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual(['e1']);
});

test('nothing of before Start From is delivered', async () => {
	const ida = person('Ida');
	nex.state.timelines.store.remove(ida);
	happen(ida, 'before', { event_timestamp: at(-4 * 60_000) });
	happen(ida, 'after', { event_timestamp: at(-1 * 60_000) });
	const n8n = host({ ...ids([ida]), timelineSince: at(-2 * 60_000) });
	await n8n.activate();
	await pass(2 * MINUTE);
	expect(seen(n8n)).toEqual(['after']);
});

test('the newest events of a long timeline come once, also if other records have many', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const n8n = host(ids([ida, olaf]), { runs: 0, deduplicates: false });
	await n8n.activate();
	await pass(2 * MINUTE);
	await n8n.deactivate();
	for (let i = 0; i < 5_500; i++) happen(ida, `e${i}`, { event_timestamp: at(1_000 + i) });
	for (let i = 0; i < 2_000; i++) happen(olaf, `o${i}`, { event_timestamp: at(10_000 + i) });
	await n8n.activate('init');
	await passUntil(() => n8n.executions.length >= 7_500, 'all', 30 * MINUTE, 5_000);
	await pass(20 * MINUTE);
	const all = seen(n8n);
	expect(new Set(all).size).toBe(7_500);
	expect(all.length).toBe(7_500);
});

test('a record that was not found for a while has lost nothing after a restart', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const n8n = host(ids([ida, olaf]));
	await n8n.activate();
	await pass(2 * MINUTE);
	nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(ida), times: 1_000, do: { status: 404 } });
	happen(ida, 'i1');
	await pass(3 * MINUTE);
	for (let i = 0; i < 10; i++) {
		happen(olaf, `o${i}`);
		await pass(2 * MINUTE);
	}
	nex.faults.clear();
	const second = await killed(n8n);
	await pass(30 * MINUTE);
	expect([...seen(n8n), ...seen(second)].filter((id) => id === 'i1')).toEqual(['i1']);
});

test('an empty answer amid a catch-up loses nothing', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]), { runs: 0 });
	await n8n.activate();
	await pass(2 * MINUTE);
	await n8n.deactivate();
	const begin = nex.state.time();
	for (let i = 0; i < 300; i++) happen(ida, `e${i}`, { event_timestamp: new Date(begin + i * 60_000).toISOString() });
	await pass(301 * 60_000, 600_000);
	nex.faults.add({ operation: 'getRecordTimeline', skip: 2, do: { status: 204, body: '' } });
	await n8n.activate('init');
	await pass(30 * MINUTE);
	expect(new Set(seen(n8n)).size).toBe(300);
});

test('what waits behind events that the filter holds back survives a restart', async () => {
	const n8n = await behindHeldBack();
	expect(seen(n8n)).toEqual(['human0']);
	// The workflow is published again: n8n stops the trigger and starts it.
	await n8n.deactivate();
	n8n.executions.forEach((execution) => execution.end());
	n8n.runs = 0;
	await n8n.activate();
	await pass(20 * MINUTE);
	expect(seen(n8n)).toEqual(Array.from({ length: 10 }, (_n, i) => `human${i}`));
});

test('what waits behind events that the filter holds back survives kill -9', async () => {
	const n8n = await behindHeldBack();
	n8n.executions[0]?.end();
	await pass(2_000);
	expect(seen(n8n)).toEqual(['human0', 'human1']);
	const second = await killed(n8n, { runs: 0 });
	await pass(20 * MINUTE);
	expect([...new Set([...seen(n8n), ...seen(second)])].sort()).toEqual(Array.from({ length: 10 }, (_n, i) => `human${i}`));
});

test.each([
	[300, 2_000],
	[5_000, 6_000],
])('a long timeline comes once if n8n is stopped after %i of %i events, also if it knows no keys', async (count, all) => {
	const ida = person('Ida');
	const n8n = host(ids([ida]), { runs: 0, deduplicates: false });
	await n8n.activate();
	await pass(2 * MINUTE);
	await n8n.deactivate();
	for (let i = 0; i < all; i++) happen(ida, `e${i}`, { event_timestamp: at(1_000 + i) });
	await n8n.activate('init');
	await until(() => n8n.executions.length >= count, 'some of it');
	expect(n8n.executions.length).toBeLessThan(all);
	await n8n.deactivate();
	await n8n.activate('init');
	await pass(20 * MINUTE);
	expect(seen(n8n)).toEqual(Array.from({ length: all }, (_n, i) => `e${i}`));
});

test('events of an execution that was cut off wait ten looks for another of it whose record cannot be read, and go then', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const others = ['Pia', 'Quentin', 'Rosa', 'Sam'].map(person);
	const first = host({ ...ids([ida, olaf, ...others]), options: { batchSize: 2, batchWait: 1 } }, { runs: 'never' });
	await first.activate();
	happen(ida, 'i1');
	happen(olaf, 'o1');
	await passUntil(() => first.executions.length === 1, 'both in one execution', 3 * MINUTE);
	expect(new Set(seen(first))).toEqual(new Set(['i1', 'o1']));
	nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(olaf), times: 1e9, do: { status: 500 } });
	// n8n has forgotten its runs, so that what is handed over again is seen.
	const second = await killed(first, { keys: new Set() });
	await pass(8 * MINUTE, 5_000);
	expect(seen(second)).toEqual([]);
	await passUntil(() => second.executions.length > 0, 'what has come of it', 30 * MINUTE, 5_000);
	expect(seen(second)).toEqual(['i1']);
});

test('a long timeline is read though every third request fails', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]));
	await n8n.activate();
	await n8n.deactivate();
	for (let i = 0; i < 300; i++) happen(ida, `e${i}`, { event_timestamp: new Date(nex.state.time() + i).toISOString() });
	for (let i = 1; i <= 30; i++) nex.faults.add({ operation: 'getRecordTimeline', skip: 2 * i, do: { status: 502 } });
	const second = n8n.survivor();
	hosts.push(second);
	const activating = second.activate('init');
	await passUntil(() => second.items.length >= 300, 'all events', 5 * MINUTE);
	await activating;
	expect(seen(second)).toEqual(Array.from({ length: 300 }, (_none, i) => `e${i}`));
});

test.each([
	['nothing', { status: 204 }],
	['null', { status: 200, body: null }],
])('a long timeline is read though every second request is answered with %s', async (_what, answer) => {
	const ida = person('Ida');
	const n8n = host(ids([ida]));
	await n8n.activate();
	await n8n.deactivate();
	for (let i = 0; i < 300; i++) happen(ida, `e${i}`, { event_timestamp: new Date(nex.state.time() + i).toISOString() });
	for (let i = 1; i <= 300; i++) nex.faults.add({ operation: 'getRecordTimeline', skip: i, do: answer });
	const second = n8n.survivor();
	hosts.push(second);
	const activating = second.activate('init');
	await passUntil(() => second.items.length >= 300, 'all events', 5 * MINUTE);
	await activating;
	expect(seen(second)).toEqual(Array.from({ length: 300 }, (_none, i) => `e${i}`));
});
