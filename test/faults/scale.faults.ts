import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import { HIGHEST_CONCURRENCY_LIMIT } from '../../nodes/shared/transport/pressure';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { untilQuiet } from '../support/quiet';
import { TriggerHost, until } from '../support/trigger-host';

let nex: NexServer;

beforeEach(async () => {
	nex = await startNexServer({ data: 'empty', latency: 5 });
});

afterEach(async () => await nex.close());

const QUIET_MS = 1_500;

/** A look at all records is over. */
const tickIsOver = async () => await untilQuiet(nex, QUIET_MS);

test.each([{ count: 1_000 }, { count: 10_000 }])(
	'$count records cost one request each and a small state, and nothing that happens to them is lost or doubled',
	async ({ count }) => {
		const pages = Math.ceil(count / 100);
		const records = Array.from({ length: count }, (_none, index) => nex.state.records.create('person', { name: `P${index}` }).id);
		const n8n = new TriggerHost(new NexTrigger(), {
			credential: nex.credential,
			workflowId: `s-${nex.url}`,
			// Its own time never comes: the test says when to look.
			parameters: {
				event: 'timelineEvent',
				watch: 'objectType',
				objectType: { __rl: true, mode: 'id', value: 'person' },
				pollTimes: { item: [{ mode: 'custom', cronExpression: '0 0 0 1 1 *' }] },
			},
		});
		const look = () => n8n.ticks.forEach((tick) => tick(new Date()));
		const memory = process.memoryUsage().rss;
		await n8n.activate();
		await tickIsOver();
		nex.requests.length = 0;
		look();
		const took = await tickIsOver();
		const quiet = nex.requests.filter(({ operation }) => operation === 'getRecordTimeline');
		expect(n8n.executions).toEqual([]);
		expect(quiet.length).toBe(count);
		expect(new Set(quiet.map(({ path }) => path)).size).toBe(count);
		// The last page is full: whether another follows is asked beside the others.
		expect(nex.requests.length).toBe(count + pages + 1);

		const changed = records.filter((_id, index) => index % (count / 200) === 0);
		for (const id of changed) for (const part of [1, 2]) nex.state.timelines.add(id, { id: `${id}-${part}` });
		look();
		// One tick never overlaps another.
		look();
		await until(() => n8n.executions.length >= 2 * changed.length, 'every event', 90_000);
		await tickIsOver();
		const delivered = n8n.items.map(({ id }) => String(id));
		expect([...delivered].sort()).toEqual(changed.flatMap((id) => [`${id}-1`, `${id}-2`]).sort());
		expect(changed.every((id) => delivered.indexOf(`${id}-1`) < delivered.indexOf(`${id}-2`))).toBe(true);
		expect(nex.maxInFlight).toBeGreaterThan(1);
		expect(nex.maxInFlight).toBeLessThanOrEqual(HIGHEST_CONCURRENCY_LIMIT);
		expect(n8n.largestState).toBeLessThan(64 * 1024);
		await n8n.deactivate();
		console.info(
			`${count} records: ${nex.maxInFlight} requests in flight at most, ${(took / 1000).toFixed(1)} s a look at a server of 5 ms ` +
				`latency, ${n8n.largestState} characters of state; the process with server and test grew by ` +
				`${Math.round((process.memoryUsage().rss - memory) / 1024 / 1024)} MB`,
		);
	},
	240_000,
);
