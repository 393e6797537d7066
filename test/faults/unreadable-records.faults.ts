import { happen, host, ids, MINUTE, nex, person, seen } from '../support/timeline-hosts';
import { pass } from '../support/virtual-time';

test('three records that can no longer be read do not hold up the others', async () => {
	const records = Array.from({ length: 120 }, (_n, i) => person(`P${i}`));
	const n8n = host(ids(records));
	await n8n.activate();
	await pass(2 * MINUTE);
	for (const id of records.slice(0, 3))
		nex.faults.add({ operation: 'getRecordTimeline', path: new RegExp(id), times: 1e9, do: { status: 500 } });
	await pass(60 * MINUTE, 5_000);
	happen(records[50] ?? '', 'e1');
	await pass(10 * MINUTE, 5_000);
	expect(seen(n8n)).toEqual(['e1']);
});
