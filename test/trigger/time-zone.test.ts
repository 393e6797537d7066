import { setGlobalState } from 'n8n-workflow';
import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { TriggerHost, until } from '../support/trigger-host';

// As with GENERIC_TIMEZONE=Asia/Tokyo: the time zone of every workflow that has none of its own.
setGlobalState({ defaultTimezone: 'Asia/Tokyo' });

/** As the editor's date picker stores it, without a time zone: in Tokyo it is 23:00 UTC of the day before. */
const START = '2026-05-04T08:00:00';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'empty' });
});
afterEach(async () => await nex.close());

async function delivered(parameters: Record<string, unknown>, last: string): Promise<unknown[]> {
	const host = new TriggerHost(new NexTrigger(), { credential: nex.credential, workflowId: nex.url, parameters });
	await host.activate();
	const names = () => host.items.map(({ content, id }) => content ?? id);
	try {
		await until(() => names().includes(last), last);
		return names();
	} finally {
		await host.deactivate();
	}
}

test('insights since "Start From" are those since then in the time zone of the workflow', async () => {
	nex.addInsights([
		{ content: '07:59 in Tokyo', created_at: '2026-05-03T22:59:00Z' },
		{ content: '08:01 in Tokyo', created_at: '2026-05-03T23:01:00Z' },
		{ content: '22:00 in Tokyo', created_at: '2026-05-04T13:00:00Z' },
	]);
	expect(await delivered({ history: 'since', since: START }, '22:00 in Tokyo')).toEqual(['08:01 in Tokyo', '22:00 in Tokyo']);
});

test('timeline events since "Start From" are those since then in the time zone of the workflow', async () => {
	const { id } = nex.state.records.create('person', { name: 'Ida' });
	const happen = (event: string, timestamp: string) => nex.state.timelines.add(id, { id: event, event_timestamp: timestamp });
	happen('before', '2026-05-03T22:30:00Z');
	happen('after', '2026-05-03T23:01:00Z');
	const records = { record: [{ recordId: { __rl: true, mode: 'id', value: id } }] };
	expect(
		await delivered(
			{
				event: 'timelineEvent',
				watch: 'records',
				records,
				timelineSince: START,
				timelineFilters: { api: 'all', resourceTypes: [], eventTypes: ['updated'] },
			},
			'after',
		),
	).toEqual(['after']);
});
