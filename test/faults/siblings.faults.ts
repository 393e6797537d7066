import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { pass, passUntil, scheduleAtSecond, settle } from '../support/virtual-time';
import { compare, Siblings } from './support/lives';
import { drawsOf, EVENTS, FIRST_SEED, MINUTE, RUNS, STEP, withMovedTime } from './support/soak';

let nex: NexServer;

withMovedTime(() => nex);

/** Two or three triggers of one workflow, through stops and deaths of their n8n. What came of each of them. */
async function live(seed: number) {
	const { random, pick } = drawsOf(seed);
	scheduleAtSecond(30);
	nex = await startNexServer({ data: 'empty' });
	const records = ['Ida', 'Olaf'].map((name) => nex.state.records.create('person', { name }).id);
	const onTimeline = { event: 'timelineEvent', watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } };
	const kinds = [
		{ event: 'notification' },
		pick([onTimeline, { event: 'notification', notificationFilters: { types: ['daily_digest'] } }]),
		...pick([[], [onTimeline]]),
	];
	const siblings = new Siblings(
		kinds.map((parameters, index) => ({
			credential: nex.credential,
			workflowId: `siblings-${seed}`,
			nodeId: `node${index}`,
			runs: pick([0, 50, 3_000]),
			parameters: { ...parameters, options: { concurrency: pick([1, 3, 10]) } },
		})),
	);
	await siblings.start();
	await pass(MINUTE, STEP);
	siblings.look();
	await pass(MINUTE, STEP);

	const happened = { notification: [] as string[], digest: [] as string[], event: [] as string[] };
	let count = 0;
	const happen = () => {
		const kind = pick(['notification', 'digest', 'event'] as const);
		const id = `${kind}${count}`;
		const time = new Date(nex.state.time() + count++).toISOString();
		if (kind === 'event') nex.state.timelines.add(pick(records), { id, event_timestamp: time });
		else nex.state.notifications.add({ id, type: kind === 'digest' ? 'daily_digest' : 'context_alert', sent_at: time, alert_time: time });
		happened[kind].push(id);
	};
	while (count < EVENTS) {
		for (let left = 1 + Math.floor(random() * 6); left > 0; left--) happen();
		await settle();
		if (random() < 0.6) siblings.look();
		await pass(pick([1_000, 30_000]), STEP);
		if (random() < 0.5) {
			await siblings.restart(random() < 0.7);
			await siblings.start();
		}
	}
	const wanted = kinds.map((parameters) => {
		if (parameters.event === 'timelineEvent') return happened.event;
		return 'notificationFilters' in parameters ? happened.digest : [...happened.notification, ...happened.digest];
	});
	const outcomes = () =>
		siblings.started.map((items, index) =>
			compare(
				wanted[index] ?? [],
				items.map(({ id }) => String(id)),
			),
		);
	const isOver = () => {
		siblings.look();
		return outcomes().every(({ lost }) => lost.length === 0);
	};
	await passUntil(isOver, `all events of seed ${seed}`, 30 * MINUTE, STEP).catch(() => undefined);
	siblings.look();
	await pass(2 * MINUTE, STEP);
	await siblings.stop();
	return outcomes();
}

test.each(Array.from({ length: Math.ceil(RUNS / 8) }, (_none, index) => FIRST_SEED + index))(
	'of several triggers in one workflow none loses its place, and none starts anything twice: seed %i',
	async (seed) => {
		const outcomes = await live(seed);
		expect(outcomes).toEqual(outcomes.map(() => ({ lost: [], doubled: [] })));
	},
);
