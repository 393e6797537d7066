import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { pass, passUntil, scheduleAtSecond, settle } from '../support/virtual-time';
import { compare, Lives, outOfOrder, setClock } from './support/lives';
import { drawsOf, endings, EVENTS, expectSound, FIRST_SEED, MINUTE, RUNS, STEP, withMovedTime } from './support/soak';

let nex: NexServer;

withMovedTime(() => nex);

/** One life of a trigger on the notification feed, under faults that the seed picks. */
async function live(seed: number, dies: boolean) {
	const draws = drawsOf(seed);
	const { random, pick } = draws;
	scheduleAtSecond(30);
	nex = await startNexServer({ data: 'empty' });
	const lives = new Lives({
		credential: nex.credential,
		workflowId: `notifications-${seed}-${dies}`,
		runs: pick([0, 50, 3_000, 40_000]),
		deduplicates: dies,
		parameters: { event: 'notification', options: { concurrency: pick([1, 3, 10]), batchSize: pick([1, 1, 1, 5]), batchWait: 2 } },
	});
	await lives.host.activate();
	// What is shown late is none the less dated after the publication.
	await pass(3 * MINUTE, STEP);

	const happened: { name: string; isLate: boolean }[] = [];
	const notify = () => {
		const isLate = random() < 0.1;
		const name = `n${happened.length}`;
		const time = new Date(nex.state.time() - (isLate ? 2 * MINUTE : 0) + happened.length).toISOString();
		const id = random() < 0.1 ? (null as unknown as string) : name;
		nex.state.notifications.add({
			id,
			sent_at: time,
			alert_time: time,
			content: { important_items: [{ title: name }], entity_changes: [] },
		});
		happened.push({ name, isLate });
	};

	const look = () => lives.host.ticks.forEach((tick) => tick(new Date()));
	const faults: (() => void | Promise<void>)[] = [
		() =>
			nex.faults.add({
				operation: 'getNotificationFeed',
				times: pick([1, 2, 5]),
				do: pick([
					{ status: 500 },
					{ status: 502 },
					{ status: 503, headers: { 'retry-after': '3' } },
					{ status: 429, headers: { 'retry-after': '1' } },
					{ status: 204, body: '' },
					'html',
					'reset',
					'truncate',
					{ delay: 500 },
				] as const),
			}),
		() => nex.restart(),
		() => setClock(nex, pick([-1, 0, 1])),
		...endings(lives, draws, notify, dies),
	];

	while (happened.length < EVENTS) {
		for (let count = 1 + Math.floor(random() * 6); count > 0; count--) notify();
		await settle();
		if (random() < 0.6) await pick(faults)();
		await pass(pick([1_000, 30_000, MINUTE]), STEP);
		// n8n's scheduler stands still for an hour when the clock is set back by one: fifty must not be missed meanwhile.
		look();
	}
	nex.faults.clear();
	const started = () =>
		lives.started.map(({ content }) => (content as { important_items: { title: string }[] }).important_items[0]?.title ?? '');
	const names = happened.map(({ name }) => name);
	const isOver = () => {
		look();
		return names.every((name) => started().includes(name));
	};
	await passUntil(isOver, `all notifications of seed ${seed}`, 60 * MINUTE, STEP).catch(() => undefined);
	look();
	await pass(2 * MINUTE, STEP);
	await lives.host.deactivate();
	const inTime = happened.filter(({ isLate }) => !isLate).map(({ name }) => name);
	return { ...compare(names, started()), outOfOrder: outOfOrder(inTime, started()), state: lives.largestState };
}

describe.each([
	['network faults, set clocks and clean stops, on a host that knows no keys', false],
	['process deaths and pruned executions too, on a host that knows keys', true],
])('under %s', (_what, dies) => {
	test.each(Array.from({ length: Math.ceil(RUNS / 2) }, (_none, index) => FIRST_SEED + index))(
		'no notification is lost, none comes twice, and they keep their order: seed %i',
		async (seed) => expectSound(await live(seed, dies)),
	);
});
