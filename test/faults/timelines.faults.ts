import { setTimeout as sleep } from 'node:timers/promises';
import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { TriggerHost } from '../support/trigger-host';
import { pass, picker, seeded, settle } from '../support/virtual-time';
import { die, EVENTS, FIRST_SEED, RUNS, withMovedTime } from './support/soak';

const STEP = 5_000;
const MINUTE = 60_000;

let nex: NexServer;

withMovedTime(() => nex);

interface Happened {
	id: string;
	record: string;
	/** It is dated before others that Nex showed first. */
	isLate: boolean;
}

/**
 * Moves the clock while something is going on; what waits between two tries of a request waits in real time, and gets it.
 * A slow machine gets the virtual time that a quick one has in that time.
 */
async function meanwhile(isOver: () => boolean, longest = 30_000): Promise<void> {
	const [end, virtualEnd] = [performance.now() + longest, Date.now() + 30 * MINUTE];
	while (!isOver() && (performance.now() < end || Date.now() < virtualEnd)) {
		await pass(STEP, STEP);
		await sleep(20);
	}
}

async function activate(host: TriggerHost): Promise<void> {
	let isActive = false;
	const activation = host.activate('init').finally(() => (isActive = true));
	await meanwhile(() => isActive);
	await activation;
}

/** One life of a trigger on the timelines of a few records, under faults that the seed picks. */
async function live(seed: number, dies: boolean): Promise<{ lost: string[]; doubled: string[]; outOfOrder: string[]; state: number }> {
	const random = seeded(seed);
	jest.spyOn(Math, 'random').mockImplementation(random);
	const pick = picker(random);
	nex = await startNexServer({ data: 'empty' });
	const records = Array.from({ length: 6 }, (_none, index) => nex.state.records.create('person', { name: `P${index}` }).id);
	const list = nex.state.lists.create('person', { name: 'Pilots', slug: 'pilots' });
	for (const id of records) nex.state.lists.add(list.definition.id, id, {});
	const watched = pick([
		{ watch: 'records', records: { record: records.map((value) => ({ recordId: { __rl: true, mode: 'id', value } })) } },
		{ watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } },
		{ watch: 'list', listId: { __rl: true, mode: 'id', value: list.definition.id } },
	]);
	const options = {
		credential: nex.credential,
		workflowId: `timelines-${seed}-${dies}`,
		runs: pick([0, 50, 3_000]),
		deduplicates: dies,
		parameters: { event: 'timelineEvent', ...watched, options: { window: pick([1, 3, 10]), batchSize: pick([1, 1, 1, 5]), batchWait: 2 } },
	};
	const lives = [new TriggerHost(new NexTrigger(), options)];
	const host = () => lives.at(-1) as TriggerHost;
	await host().activate();
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
		async () => {
			await host().deactivate();
			if (random() < 0.5) happen();
			await pass(pick([0, 1_000, 3 * MINUTE]), STEP);
			await activate(host());
		},
		...(dies
			? [
					async () => {
						await die(lives);
						await activate(host());
					},
				]
			: []),
	];

	while (happened.length < EVENTS) {
		for (let count = 1 + Math.floor(random() * 6); count > 0; count--) happen();
		await settle();
		if (random() < 0.6) await pick(faults)();
		await pass(pick([1_000, 30_000, MINUTE]), STEP);
	}
	nex.faults.clear();
	const started = () => lives.flatMap(({ executions }) => executions).flatMap(({ items }) => items.map(({ json }) => String(json.id)));
	await meanwhile(() => new Set(started()).size >= happened.length);
	await pass(2 * MINUTE, STEP);
	await host().deactivate();

	const order = started();
	const isAfter = (one: Happened, other: Happened) => order.indexOf(one.id) > order.indexOf(other.id);
	const inTime = happened.filter(({ isLate }) => !isLate);
	return {
		lost: happened.map(({ id }) => id).filter((id) => !order.includes(id)),
		doubled: order.filter((id, index) => order.indexOf(id) !== index && happened.some((one) => one.id === id)),
		outOfOrder: records
			.flatMap((record) => inTime.filter((one) => one.record === record))
			.flatMap((one, index, all) => {
				const before = all[index - 1];
				return before?.record === one.record && isAfter(before, one) ? [`${one.id} before ${before.id}`] : [];
			}),
		state: Math.max(...lives.map(({ largestState }) => largestState)),
	};
}

describe.each([
	['network faults and clean stops, on a host that knows no keys', false],
	['process deaths too, on a host that knows keys', true],
])('under %s', (_what, dies) => {
	test.each(Array.from({ length: Math.ceil(RUNS / 8) }, (_none, index) => FIRST_SEED + index))(
		'no timeline event is lost, none comes twice, and those of a record keep their order: seed %i',
		async (seed) => {
			const { lost, doubled, outOfOrder, state } = await live(seed, dies);
			expect({ lost, doubled, outOfOrder }).toEqual({ lost: [], doubled: [], outOfOrder: [] });
			expect(state).toBeLessThan(64 * 1024);
		},
	);
});
