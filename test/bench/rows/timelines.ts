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

async function watch({ runs, runtime, pack, say }: Bench, { name, records, history, changed }: Watching): Promise<Tick[]> {
	say(`timelines of ${name}`);
	const nex = await workspaceOf(records);
	addHistory(nex, history);
	nex.latency = LATENCY;
	const setup = {
		kind: 'nex' as const,
		file: triggerFile(pack),
		url: '',
		credential: { apiKey: nex.key, baseUrl: nex.url },
		triggers: 1,
		parameters: { event: 'timelineEvent', watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } },
	};
	const listener = await Listener.start(runtime.node, setup);
	try {
		// The first look, which learns what is there, may go on after the activation.
		while (nex.inFlight > 0) await sleep(100);
		const ticks: Tick[] = [];
		for (let run = -1; run < runs; run++) {
			const tick = await tickOnce(nex, listener, changed);
			if (run >= 0) ticks.push(tick);
		}
		return ticks;
	} finally {
		listener.stop();
		await nex.close();
	}
}

/** What looking at many timelines costs when nothing is new, when something is, and when there is much history. */
export async function timelines(bench: Bench): Promise<Section[]> {
	const few = bench.quick ? 100 : 1_000;
	const many = few * 10;
	const count = (records: number) => records.toLocaleString('en');
	const watchings: Record<'quiet' | 'old' | 'busy' | 'many', Watching> = {
		quiet: { name: `${count(few)} quiet records, 25 events of before each`, records: few, history: 25, changed: 0 },
		old: { name: `${count(few)} quiet records, 250 events of before each`, records: few, history: 250, changed: 0 },
		busy: { name: `${count(few)} records, one event new on every tenth`, records: few, history: 25, changed: few / 10 },
		many: { name: `${count(many)} quiet records, one event of before each`, records: many, history: 0, changed: 0 },
	};
	const found = {
		quiet: await watch(bench, watchings.quiet),
		old: await watch(bench, watchings.old),
		busy: await watch(bench, watchings.busy),
		many: await watch(bench, watchings.many),
	};
	type Name = keyof typeof found;
	const of = (name: Name, value: (tick: Tick) => number) => figure(found[name].map(value));
	const ideal = (name: Name, window = HIGHEST_CONCURRENCY_LIMIT) => (watchings[name].records / window) * LATENCY;
	const toIdeal = (name: Name) => of(name, ({ ms }) => ms).median / ideal(name);
	const toOwnIdeal = (name: Name) => of(name, ({ ms, window }) => ms / ideal(name, window)).median;
	const cpu = (name: Name) => of(name, (tick) => tick.cpu);
	return [
		{
			title: `Timelines: one look at all of them, at ${LATENCY} ms`,
			columns: ['', 'requests', 'most in flight', 'wall ms', 'ideal ms', 'CPU s'],
			rows: (Object.keys(found) as Name[]).map((name) => [
				watchings[name].name,
				cell(of(name, ({ requests }) => requests)),
				cell(of(name, ({ window }) => window)),
				cell(of(name, ({ ms }) => ms)),
				count(ideal(name)),
				cell(cpu(name)),
			]),
			ratios: [
				{ name: `requests for ${count(few)} quiet records`, value: of('quiet', ({ requests }) => requests).max, goal: { atMost: few } },
				{ name: `${count(few)} quiet records ÷ the ideal for the most in flight`, value: toOwnIdeal('quiet'), goal: { atMost: 1.15 } },
				{ name: `${count(many)} quiet records ÷ the ideal for the most in flight`, value: toOwnIdeal('many'), goal: { atMost: 1.1 } },
				{ name: `${count(few)} quiet records ÷ the ideal`, value: toIdeal('quiet') },
				{ name: `${count(many)} quiet records ÷ the ideal`, value: toIdeal('many') },
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
