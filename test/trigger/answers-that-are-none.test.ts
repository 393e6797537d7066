import { afterAbsence, names, contents } from '../support/insight-hosts';
import { happen, host, ids, MINUTE, nex, ofType, person, seen } from '../support/timeline-hosts';
import { pass, passUntil } from '../support/virtual-time';

/** Answers of 200 that tell of a failure, or of nothing that was asked for. */
const NONE = [
	{ message: 'try later' },
	{ data: [], success: false, message: 'busy' },
	{ data: null, error: 'busy' },
	{ data: [], errors: [{ message: 'busy' }] },
	{ ok: false, items: [], insights: [] },
	{ data: [], status: 'error' },
];

describe.each(NONE)('After %j', (body) => {
	const answer = (operation: string, times: number) => nex.faults.add({ operation, times, do: { status: 200, body } });

	test('what happens to a chosen record still starts the workflow', async () => {
		const ida = person('Ida');
		const n8n = host(ids([ida]));
		await n8n.activate();
		await pass(MINUTE);
		happen(ida, 'e1');
		answer('getRecordTimeline', 2);
		await pass(MINUTE);
		happen(ida, 'e2');
		await pass(4 * MINUTE);
		expect(seen(n8n)).toEqual(['e1', 'e2']);
	});

	test('all records that were watched still are, and what happened meanwhile starts the workflow', async () => {
		const ida = person('Ida');
		const n8n = host(ofType('person'));
		await n8n.activate();
		await pass(MINUTE);
		answer('listRecords', 2);
		happen(ida, 'e1');
		await pass(5 * MINUTE);
		expect(seen(n8n)).toEqual(['e1']);
	});

	test.each(['listRecords', 'getListRecords'])('that nobody knows which records are watched is told in the log: %s', async (operation) => {
		const ida = person('Ida');
		const list = nex.state.lists.create('person', { name: 'Pilots', slug: 'pilots' }).definition.id;
		nex.state.lists.add(list, ida);
		const members = { watch: 'list', listId: { __rl: true, mode: 'id', value: list } };
		const n8n = host(operation === 'listRecords' ? ofType('person') : members);
		await n8n.activate();
		await pass(MINUTE);
		expect(n8n.warnings).toEqual([]);
		answer(operation, 2);
		happen(ida, 'e1');
		await pass(5 * MINUTE);
		expect(n8n.warnings.join()).toMatch(/could not read all there is and tries again/);
		expect(seen(n8n)).toEqual(['e1']);
	});

	test('what came into the feed starts the workflow', async () => {
		const n8n = host({ event: 'notification' });
		await n8n.activate();
		await pass(MINUTE);
		nex.state.notifications.add({ id: 'n1' } as { id: string });
		answer('getNotificationFeed', 2);
		await pass(MINUTE);
		nex.state.notifications.add({ id: 'n2' } as { id: string });
		await pass(5 * MINUTE);
		expect(n8n.items.map(({ id }) => id)).toEqual(['n1', 'n2']);
	});

	test('the insights of an absence start the workflow', async () => {
		const n8n = await afterAbsence(5, 1_000);
		answer('getInsights', 3);
		await n8n.activate();
		await passUntil(() => n8n.executions.length === 5, 'all');
		expect(contents(n8n)).toEqual(names(5));
	});
});
