import { setTimeout as sleep } from 'node:timers/promises';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { pass, scheduleAtSecond, settle } from '../support/virtual-time';
import { compare, Lives, outOfOrder, setClock } from './support/lives';
import { drawsOf, endings, EVENTS, expectSound, FIRST_SEED, MINUTE, RUNS, STEP, withMovedTime } from './support/soak';

let nex: NexServer;

withMovedTime(() => nex);

interface Happened {
	id: string;
	record: string;
	/** It is dated before others that Nex showed first. */
	isLate: boolean;
}

/** Moves the clock while something is going on; what waits between two tries of a request waits in real time, and gets it. */
async function meanwhile(isOver: () => boolean, patience = 30_000): Promise<void> {
	const end = performance.now() + patience;
	while (!isOver() && performance.now() < end) {
		await pass(STEP, STEP);
		await sleep(20);
	}
}

/** Ways to say which records are watched, a list that hides one attribute of its members behind its own among them. */
function waysToWatch(records: string[]): Record<string, unknown>[] {
	const list = nex.state.lists.create('person', { name: 'Pilots', slug: 'pilots' });
	const shadowing = nex.state.lists.create('person', { name: 'Guests', slug: 'guests' });
	nex.state.objects.createAttribute('guests', { name: 'Job Title', slug: 'job_title', type: 'text' });
	for (const id of records) {
		nex.state.lists.add(list.definition.id, id, {});
		nex.state.lists.add(shadowing.definition.id, id, { job_title: 'Guest' });
	}
	const listed = ({ definition }: typeof list) => ({ watch: 'list', listId: { __rl: true, mode: 'id', value: definition.id } });
	return [
		{ watch: 'records', records: { record: records.map((value) => ({ recordId: { __rl: true, mode: 'id', value } })) } },
		{ watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } },
		listed(list),
		listed(shadowing),
	];
}

/** One life of a trigger on the timelines of a few records, under faults that the seed picks. */
async function live(seed: number, dies: boolean) {
	const draws = drawsOf(seed);
	const { random, pick } = draws;
	scheduleAtSecond(30);
	nex = await startNexServer({ data: 'empty' });
	const records = Array.from(
		// With two of them a timeline is longer than a page.
		{ length: pick([2, 6]) },
		(_none, index) => nex.state.records.create('person', { name: `P${index}`, job_title: `Pilot ${index}` }).id,
	);
	const lives = new Lives({
		credential: nex.credential,
		workflowId: `timelines-${seed}-${dies}`,
		runs: pick([0, 50, 3_000]),
		deduplicates: dies,
		parameters: {
			event: 'timelineEvent',
			...pick(waysToWatch(records)),
			options: { concurrency: pick([1, 3, 10]), batchSize: pick([1, 1, 1, 5]), batchWait: 2 },
		},
	});
	await lives.host.activate();
	await pass(MINUTE, STEP);

	const happened: Happened[] = [];
	const happen = () => {
		const record = pick(records);
		const isLate = random() < 0.1;
		const id = `e${happened.length}`;
		nex.state.timelines.add(record, {
			id,
			event_timestamp: new Date(nex.state.time() - (isLate ? 2 * MINUTE : 0) + happened.length).toISOString(),
		});
		happened.push({ id, record, isLate });
	};

	const reads = ['getRecordTimeline', 'getRecordTimeline', 'listRecords', 'getListRecords'];
	const faults: (() => void | Promise<void>)[] = [
		() =>
			nex.faults.add({
				operation: pick(reads),
				times: pick([1, 2, 5]),
				skip: pick([0, 2]),
				do: pick([
					{ status: 500 },
					{ status: 502 },
					{ status: 503, headers: { 'retry-after': '3' } },
					{ status: 429, headers: { 'retry-after': '1' } },
					'html',
					'reset',
					'truncate',
				] as const),
			}),
		() => nex.restart(),
		() => setClock(nex, pick([-1, 0, 1])),
		() => (nex.shapes.timelineCursor = pick(['expires', 'repeats'] as const)),
		...endings(lives, draws, happen, dies, meanwhile),
	];

	while (happened.length < EVENTS) {
		for (let count = 1 + Math.floor(random() * 6); count > 0; count--) happen();
		await settle();
		nex.shapes.timelineCursor = 'normal';
		if (random() < 0.6) await pick(faults)();
		await pass(pick([1_000, 30_000, MINUTE]), STEP);
	}
	nex.faults.clear();
	nex.shapes.timelineCursor = 'normal';
	const started = () => lives.started.map(({ id }) => String(id));
	await meanwhile(() => {
		lives.host.ticks.forEach((tick) => tick(new Date()));
		return happened.every(({ id }) => started().includes(id));
	});
	await pass(2 * MINUTE, STEP);
	await lives.host.deactivate();
	const inTime = happened.filter(({ isLate }) => !isLate);
	return {
		...compare(
			happened.map(({ id }) => id),
			started(),
		),
		outOfOrder: records.flatMap((record) =>
			outOfOrder(
				inTime.filter((one) => one.record === record).map(({ id }) => id),
				started(),
			),
		),
		state: lives.largestState,
	};
}

describe.each([
	['network faults and clean stops, on a host that knows no keys', false],
	['process deaths too, on a host that knows keys', true],
])('under %s', (_what, dies) => {
	test.each(Array.from({ length: Math.ceil((RUNS * 3) / 8) }, (_none, index) => FIRST_SEED + index))(
		'no timeline event is lost, none comes twice, and those of a record keep their order: seed %i',
		async (seed) => expectSound(await live(seed, dies)),
	);
});
