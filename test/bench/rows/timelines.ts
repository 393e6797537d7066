import { join } from 'node:path';
import { inTurn } from '../measure/inTurn';
import { cell, type Section } from '../measure/report';
import { cpuSeconds } from '../measure/process';
import { figure } from '../measure/statistics';
import { HIGHEST_CONCURRENCY_LIMIT } from '../../../nodes/shared/transport/pressure';
import type { NexServer } from '../../nex-server';
import { untilQuiet } from '../../support/quiet';
import { sleep } from '../n8n/host';
import { Listener } from '../triggers/process';
import type { Bench } from './bench';
import { triggerFile } from './stream';
import { workspaceOf } from './workspace';

const LATENCY = 50;

/** How long nothing may happen until a tick counts as over: longer than a wait between two tries. */
const QUIET_MS = 2_000;

interface Tick {
	/** Requests for timelines. */
	requests: number;
	/** Milliseconds from the first of them to the last answer. */
	ms: number;
	/** Seconds of the processor, the list of records included. */
	cpu: number;
	/** The most of them in flight at once. */
	window: number;
}

/** Who is watched, and what happens to them. */
interface Watching {
	name: string;
	records: number;
	/** Events that each record had before. */
	history: number;
	/** Records that something happens to between two ticks. */
	changed: number;
}

function addHistory({ state }: NexServer, events: number): void {
	const start = Date.now() - (events + 1) * 60_000;
	for (const { id } of state.records.store.ofType('person')) {
		for (let i = 0; i < events; i++) state.timelines.add(id, { event_timestamp: new Date(start + i * 60_000).toISOString() });
	}
}

const isTimeline = ({ operation }: { operation: string | undefined }) => operation === 'getRecordTimeline';

/** @param begun when each request began, in milliseconds and in that order */
function mostInFlight(begun: number[]): number {
	let most = 0;
	let oldest = 0;
	begun.forEach((at, index) => {
		while ((begun[oldest] ?? at) <= at - LATENCY) oldest++;
		most = Math.max(most, index - oldest + 1);
	});
	return most;
}

async function tickOnce(nex: NexServer, listener: Listener, changed: number): Promise<Tick> {
	for (const { id } of nex.state.records.store.ofType('person').slice(0, changed)) nex.state.timelines.add(id, {});
	nex.requests.length = 0;
	const cpu = cpuSeconds(listener.pid);
	await listener.tick();
	await untilQuiet(nex, QUIET_MS);
	const asked = nex.requests.filter(isTimeline);
	return {
		requests: asked.length,
		ms: (asked.at(-1)?.at ?? 0) + LATENCY - (asked[0]?.at ?? 0),
		cpu: cpuSeconds(listener.pid) - cpu,
		window: mostInFlight(asked.map(({ at }) => at)),
	};
}

/** What looks: the pack, what its requests cost by themselves, and other builds of the pack. */
type Lookers = Record<string, string>;

const OURS = 'Nex Trigger';
const BARE = "the same requests through n8n's HTTP client, 64 at once";
const earlier = (of: string) => `${OURS} of ${of}`;

async function watch(
	{ runs, runtime, say }: Bench,
	{ name, records, history, changed }: Watching,
	lookers: Lookers,
): Promise<Record<string, Tick[]>> {
	say(`timelines of ${name}`);
	const nex = await workspaceOf(records);
	addHistory(nex, history);
	nex.latency = LATENCY;
	const listeners: Listener[] = [];
	const begin = async (file: string) => {
		const listener = await Listener.start(runtime.node, {
			kind: 'nex',
			file,
			url: '',
			credential: { apiKey: nex.key, baseUrl: nex.url },
			triggers: 1,
			parameters: { event: 'timelineEvent', watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } },
		});
		listeners.push(listener);
		// The first look, which learns what is there, may go on after the activation.
		while (nex.inFlight > 0) await sleep(100);
		return async () => await tickOnce(nex, listener, changed);
	};
	try {
		const ticks: Record<string, () => Promise<Tick>> = {};
		for (const [looker, file] of Object.entries(lookers)) ticks[looker] = await begin(file);
		return await inTurn(ticks, runs, 1);
	} finally {
		for (const listener of listeners) listener.stop();
		await nex.close();
	}
}

const count = (records: number) => records.toLocaleString('en');

function watchingsOf(few: number) {
	const many = few * 10;
	return {
		quiet: { name: `${count(few)} quiet records, 25 events of before each`, records: few, history: 25, changed: 0 },
		old: { name: `${count(few)} quiet records, 250 events of before each`, records: few, history: 250, changed: 0 },
		busy: { name: `${count(few)} records, one event new on every tenth`, records: few, history: 25, changed: few / 10 },
		many: { name: `${count(many)} quiet records, one event of before each`, records: many, history: 0, changed: 0 },
	} satisfies Record<string, Watching>;
}

/** What looking at many timelines costs when nothing is new, when something is, and when there is much history. */
export async function timelines(bench: Bench): Promise<Section[]> {
	const watchings = watchingsOf(bench.quick ? 100 : 1_000);
	const { quiet, many } = watchings;
	const alone = { [OURS]: triggerFile(bench.pack) };
	const beside = {
		...alone,
		[BARE]: join(bench.peers, 'BenchTimelines.node.js'),
		...Object.fromEntries(bench.others.map(({ of, pack }) => [earlier(of), triggerFile(pack)])),
	};
	const found = {
		quiet: await watch(bench, quiet, beside),
		old: await watch(bench, watchings.old, alone),
		busy: await watch(bench, watchings.busy, alone),
		many: await watch(bench, many, beside),
	};
	type Name = keyof typeof found;
	const of = (name: Name, value: (tick: Tick) => number, looker = OURS) => figure((found[name][looker] ?? []).map(value));
	const ideal = (name: Name, window = HIGHEST_CONCURRENCY_LIMIT) => (watchings[name].records / window) * LATENCY;
	const ms = (name: Name, looker = OURS) => of(name, (tick) => tick.ms, looker).median;
	const toOwnIdeal = (name: Name) => of(name, (tick) => tick.ms / ideal(name, tick.window)).median;
	const cpu = (name: Name, looker = OURS) => of(name, (tick) => tick.cpu, looker);
	const besides = (['quiet', 'many'] as const).flatMap((name) =>
		[BARE, ...bench.others.map((other) => earlier(other.of))].map((looker) => ({
			name: `${count(watchings[name].records)} quiet records, ours ÷ ${looker}`,
			value: ms(name) / ms(name, looker),
			goal: { atMost: 1 },
		})),
	);
	return [
		{
			title: `Timelines: one look at all of them, at ${LATENCY} ms`,
			columns: ['', 'who looks', 'requests', 'most in flight', 'wall ms', 'ideal ms', 'CPU s'],
			rows: (Object.keys(found) as Name[]).flatMap((name) =>
				Object.keys(found[name]).map((looker) => [
					watchings[name].name,
					looker,
					cell(of(name, ({ requests }) => requests, looker)),
					cell(of(name, ({ window }) => window, looker)),
					cell(of(name, (tick) => tick.ms, looker)),
					count(ideal(name)),
					cell(cpu(name, looker)),
				]),
			),
			ratios: [
				{
					name: `requests for ${count(quiet.records)} quiet records`,
					value: of('quiet', ({ requests }) => requests).max,
					goal: { atMost: quiet.records },
				},
				{
					name: `${count(quiet.records)} quiet records ÷ the ideal for the most in flight`,
					value: toOwnIdeal('quiet'),
					goal: { atMost: 1.15 },
				},
				{
					name: `${count(many.records)} quiet records ÷ the ideal for the most in flight`,
					value: toOwnIdeal('many'),
					goal: { atMost: 1.1 },
				},
				...besides,
				{ name: 'CPU, ten times the history ÷ the history', value: cpu('old').median / cpu('quiet').median, goal: { atMost: 1.2 } },
				{
					name: 'requests, every tenth with something new ÷ quiet',
					value: of('busy', ({ requests }) => requests).median / of('quiet', ({ requests }) => requests).median,
				},
			],
			notes: [`The ideal is ${HIGHEST_CONCURRENCY_LIMIT} requests in flight all the time, as many as the pack allows itself.`],
			data: found,
		},
	];
}
