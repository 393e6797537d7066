import { happen, host, ids, killed, MINUTE, nex, person, seen } from '../support/timeline-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

const at = (ms: number) => new Date(nex.state.time() + ms).toISOString();
const numbered = (count: number) => Array.from({ length: count }, (_none, index) => `i${index}`);
const ofIda = (n8n: TriggerHost) => seen(n8n).filter((id) => String(id).startsWith('i'));

/** So much happens to a record, oldest first. */
const flood = (record: string, count: number) => {
	for (const [index, id] of numbered(count).entries()) happen(record, id, { event_timestamp: at(index - count) });
};

test('a record to which much happens holds up neither the look nor the other records', async () => {
	const [ida, olaf, pia] = [person('Ida'), person('Olaf'), person('Pia')];
	const n8n = host(ids([ida, olaf, pia]), { runs: 60_000 });
	await n8n.activate();
	flood(ida, 600);
	happen(olaf, 'o0');
	await passUntil(() => seen(n8n).includes('o0'), 'another record', 3 * MINUTE);
	for (const id of ['p0', 'p1']) {
		await pass(5 * MINUTE, 20_000);
		happen(pia, id);
		await passUntil(() => seen(n8n).includes(id), 'another record, later', 3 * MINUTE);
	}
	expect(ofIda(n8n)).toEqual(numbered(ofIda(n8n).length));
});

test('what a look has no room for comes with later ones, in order and each once', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]), { runs: 3_000, deduplicates: false });
	await n8n.activate();
	flood(ida, 300);
	await passUntil(() => ofIda(n8n).length >= 300, 'all', 60 * MINUTE, 10_000);
	await pass(5 * MINUTE, 20_000);
	expect(seen(n8n)).toEqual(numbered(300));
});

test('what a look has no room for survives a restart', async () => {
	const [ida, olaf] = [person('Ida'), person('Olaf')];
	const n8n = host(ids([ida, olaf]), { runs: 3_000, deduplicates: false });
	await n8n.activate();
	flood(ida, 250);
	await passUntil(() => ofIda(n8n).length >= 150, 'some', 30 * MINUTE, 10_000);
	await n8n.deactivate();
	await pass(2_000);
	await n8n.activate('init');
	await passUntil(() => ofIda(n8n).length >= 250, 'all', 60 * MINUTE, 10_000);
	await pass(5 * MINUTE, 20_000);
	expect(seen(n8n)).toEqual(numbered(250));
});

test('what a look has no room for survives kill -9', async () => {
	const ida = person('Ida');
	const n8n = host(ids([ida]), { runs: 3_000 });
	await n8n.activate();
	flood(ida, 250);
	await passUntil(() => ofIda(n8n).length >= 150, 'some', 30 * MINUTE, 10_000);
	const second = await killed(n8n);
	const all = () => new Set([...ofIda(n8n), ...ofIda(second)]);
	await passUntil(() => all().size >= 250, 'all', 60 * MINUTE, 10_000);
	expect([...all()]).toEqual(numbered(250));
});

test('what a look has no room for comes once, though a thousand other events are remembered meanwhile', async () => {
	const [ida, ...others] = ['Ida', ...numbered(20)].map(person);
	const n8n = host(ids([ida ?? '', ...others]), { runs: 5_000, deduplicates: false });
	await n8n.activate();
	flood(ida ?? '', 200);
	await passUntil(() => ofIda(n8n).length > 0, 'the first', 3 * MINUTE);
	n8n.onExecution = (execution) => {
		if (execution.items.every(({ json }) => json.record_id !== ida)) setImmediate(execution.end);
	};
	for (const other of others)
		for (let index = 0; index < 60; index++) happen(other, `o-${other}-${index}`, { event_timestamp: at(index - 60) });
	await passUntil(() => ofIda(n8n).length >= 200, 'all', 60 * MINUTE, 10_000);
	await pass(5 * MINUTE, 20_000);
	expect(ofIda(n8n)).toEqual(numbered(200));
	const all = seen(n8n).map(String);
	expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
	expect(all).toHaveLength(200 + 20 * 60);
});
