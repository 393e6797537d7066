import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cell, type Section } from '../measure/report';
import { cpuSeconds, watchGrowth } from '../measure/process';
import { figure, ratioInTurn } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { BenchHost, sleep, type Step } from '../n8n/host';
import type { NexServer } from '../../nex-server';
import type { Bench } from './bench';
import { workspaceOf } from './workspace';

interface Backlog {
	/** Executions a second, from the first to the last. */
	rate: number;
	/** Megabytes. */
	growth: number;
	/** Seconds of the processor for each execution. */
	cpu: number;
}

const STALLED_MS = 60_000;

/** Executions before those that count. */
const WARM_UP = 100;

/** A machine's speed changes within seconds by more than what is looked for here, so there are more runs than elsewhere. */
const ROUNDS_A_RUN = 2;

/** Executions of a round: enough for a rate, few enough for many rounds. */
const MEASURED = 200;

/** Characters of the state that ours has after as many insights. */
const STATE = 5_000;

/** Milliseconds in which the insights came that wait. */
const DAY = 86_400_000;

const linesOf = (file: string): number[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []);

/** Runs a trigger with `count` events waiting for it until each has had its execution. */
async function deliver(host: BenchHost, name: string, trigger: Step, count: number, marks: string): Promise<Backlog> {
	rmSync(marks, { force: true });
	await host.settle();
	const { pid } = host.n8n;
	const growth = watchGrowth(pid);
	const cpu = cpuSeconds(pid);
	const workflow = await host.workflow(name, [trigger, host.bench('benchMark', { file: marks })]);
	let seen: number[] = [];
	for (let last = Date.now(); seen.length < count;) {
		await sleep(250);
		const now = linesOf(marks);
		if (now.length > seen.length) last = Date.now();
		if (Date.now() - last > STALLED_MS) throw new Error(`"${name}" stopped after ${now.length} of ${count} executions`);
		seen = now;
	}
	await sleep(500);
	const result = {
		rate: ((seen.length - 1) * 1_000) / ((seen.at(-1) ?? 0) - (seen[0] ?? 0)),
		growth: growth(),
		cpu: (cpuSeconds(pid) - cpu) / count,
	};
	await host.client.deactivate(workflow.id);
	return result;
}

const OURS = 'Nex Trigger';
const TEN = 'emits only, ten at a time';
const KEEPS = 'the same, with a key for each and a state of 5 kB';
const ALL = 'emits only, all at once';

type Name = typeof OURS | typeof TEN | typeof KEEPS | typeof ALL;

/** Triggers that `events` wait for. */
type Triggers = Record<Name, (host: BenchHost, events: number) => Step>;

const rowOf = (name: string, backlogs: readonly Backlog[], columns: Array<(backlog: Backlog) => number>): string[] => [
	name,
	...columns.map((column) => cell(figure(backlogs.map(column)))),
];

const rate = (backlog: Backlog) => backlog.rate;
const growth = (backlog: Backlog) => backlog.growth;
const milliseconds = (backlog: Backlog) => backlog.cpu * 1_000;
const COSTS = [growth, rate, milliseconds];

/** How many executions n8n starts a second, in one n8n. */
async function speed(bench: Bench, nex: NexServer, triggers: Triggers, waiting: number, marks: string): Promise<Section> {
	const count = Math.min(waiting, MEASURED);
	const rounds = bench.runs * ROUNDS_A_RUN;
	bench.say(`executions a second, ${rounds} times ${count.toLocaleString('en')} each`);
	const host = await BenchHost.start(bench, nex);
	const hosts = [host];
	try {
		const one =
			(name: Name, at = host) =>
			async () =>
				await deliver(at, name, triggers[name](at, count), count, marks);
		const contenders = { [OURS]: one(OURS), [KEEPS]: one(KEEPS), [TEN]: one(TEN) };
		for (const { of, tarball } of bench.others) {
			const other = await BenchHost.start({ ...bench, tarball }, nex);
			hosts.push(other);
			Object.assign(contenders, { [`${OURS} of ${of}`]: one(OURS, other) });
		}
		const found: Record<string, Backlog[]> = await inTurn(contenders, rounds, 1);
		const rates = Object.entries(found).map(([name, backlogs]) => [name, backlogs.map(rate)] as const);
		const ours = found[OURS]?.map(rate) ?? [];
		return {
			title: 'Executions in n8n: insights that wait',
			columns: ['', 'executions/s'],
			rows: Object.entries(found).map(([name, backlogs]) => rowOf(name, backlogs, [rate])),
			ratios: rates
				.filter(([name]) => name !== OURS)
				.map(([name, theirs]) => ({
					name: `executions/s, ours ÷ ${name}, run by run`,
					value: ratioInTurn(ours, theirs),
					goal: { atLeast: name === TEN ? 0.97 : 1 },
				})),
			notes: [
				`${count.toLocaleString('en')} insights each, ${rounds} times in turn.`,
				'In one n8n. The workflow is the trigger and one node that notes the time. Executions are kept, as n8n does unless told ' +
					'otherwise. The ratio is the mean of those of two runs that followed each other: how fast the machine is changes more ' +
					'within seconds than the two differ. A trigger that keeps anything has n8n write its ' +
					'state at each emit, and a key is one entry more in an index of the executions.',
			],
			data: found,
		};
	} finally {
		for (const one of hosts) await one.stop();
	}
}

/** What a backlog costs n8n: each trigger in an n8n of its own that has run some workflows before. */
async function cost(bench: Bench, nex: NexServer, triggers: Triggers, count: number, marks: string): Promise<Section> {
	bench.say(`${count.toLocaleString('en')} waiting insights in n8n`);
	const alone = async (name: Name) => {
		const host = await BenchHost.start(bench, nex);
		try {
			await deliver(host, 'Warm up', triggers[TEN](host, WARM_UP), WARM_UP, marks);
			return await deliver(host, name, triggers[name](host, count), count, marks);
		} finally {
			await host.stop();
		}
	};
	const found = await inTurn({ [OURS]: async () => await alone(OURS), [TEN]: async () => await alone(TEN) }, bench.runs);
	// Once, since it takes n8n to its limits, and some machines past them.
	const all = await alone(ALL).then(
		(one) => ({ rows: [rowOf(ALL, [one], COSTS)], notes: [] }),
		(error: unknown) => ({ rows: [], notes: [`Not measured: ${error instanceof Error ? error.message : String(error)}.`] }),
	);
	return {
		title: `Insights in n8n: ${count.toLocaleString('en')} that wait when the workflow is activated`,
		columns: ['', 'growth of n8n, MB', 'executions/s', 'CPU ms per execution'],
		rows: [...Object.entries(found).map(([name, backlogs]) => rowOf(name, backlogs, COSTS)), ...all.rows],
		ratios: [{ name: 'growth of n8n with ours, MB', value: figure(found[OURS].map(growth)).median, goal: { atMost: 100 } }],
		notes: ['Each in an n8n of its own, after a hundred executions that do not count.', ...all.notes],
		data: found,
	};
}

/** Measures with insights that wait when a workflow is activated, one now and then through a whole day. */
async function withWaiting(
	bench: Bench,
	measure: (bench: Bench, nex: NexServer, triggers: Triggers, count: number, marks: string) => Promise<Section>,
): Promise<Section[]> {
	const count = bench.quick ? 100 : 1_000;
	const nex = await workspaceOf(10);
	const start = Date.now() - DAY;
	const createdAt = (index: number) => new Date(start + (index * DAY) / (count + 1)).toISOString();
	for (let i = 0; i < count; i++) nex.addInsights([{ content: `Insight ${i}`, created_at: createdAt(i) }], { emit: false });
	const event = JSON.stringify(nex.state.insights.store.newest(1)[0]);
	const emits = (host: BenchHost, events: number, atOnce: number, kept = 0): Step => ({
		...host.bench('benchEmit', { count: events, atOnce, event, kept }),
		credentials: { nexApi: host.nexApi },
	});
	const triggers = {
		[OURS]: (host: BenchHost, events: number) =>
			host.ours('nexTrigger', { event: 'insight', history: 'since', since: createdAt(count - events) }),
		[TEN]: (host: BenchHost, events: number) => emits(host, events, 10),
		[KEEPS]: (host: BenchHost, events: number) => emits(host, events, 10, STATE),
		[ALL]: (host: BenchHost, events: number) => emits(host, events, events),
	};
	try {
		return [await measure(bench, nex, triggers, count, join(bench.folder, 'executions.txt'))];
	} finally {
		await nex.close();
	}
}

/** How many workflows n8n starts a second. */
export const executions = async (bench: Bench): Promise<Section[]> => await withWaiting(bench, speed);

/** What it costs n8n that many insights wait. */
export const backlog = async (bench: Bench): Promise<Section[]> => await withWaiting(bench, cost);
