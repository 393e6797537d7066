import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cell, type Section } from '../measure/report';
import { cpuSeconds, watchGrowth } from '../measure/process';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { BenchHost, sleep, type Step } from '../n8n/host';
import type { Bench } from './bench';
import { workspaceOf } from './workspace';

interface Backlog {
	/** Executions a second, from the first to the last. */
	rate: number;
	/** Megabytes. */
	growth: number;
	/** Seconds of the processor. */
	cpu: number;
}

const STALLED_MS = 60_000;

/** Executions before those that count. */
const WARM_UP = 100;

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
	for (let last = Date.now(); seen.length < count; ) {
		await sleep(250);
		const now = linesOf(marks);
		if (now.length > seen.length) last = Date.now();
		if (Date.now() - last > STALLED_MS) throw new Error(`"${name}" stopped after ${now.length} of ${count} executions`);
		seen = now;
	}
	await sleep(500);
	const result = { rate: ((seen.length - 1) * 1_000) / ((seen.at(-1) ?? 0) - (seen[0] ?? 0)), growth: growth(), cpu: cpuSeconds(pid) - cpu };
	await host.client.deactivate(workflow.id);
	return result;
}

/** A thousand insights that wait when a workflow is activated, in real n8n. */
export async function executions(bench: Bench): Promise<Section[]> {
	const { quick, runs, say } = bench;
	const count = quick ? 100 : 1_000;
	const nex = await workspaceOf(10);
	const since = new Date(Date.now() - 86_400_000).toISOString();
	const start = Date.parse(since) + 60_000;
	for (let i = 0; i < count; i++) nex.addInsights([{ content: `Insight ${i}`, created_at: new Date(start + i * 1_000).toISOString() }], { emit: false });
	const event = JSON.stringify(nex.state.insights.store.newest(1)[0]);
	const marks = join(bench.folder, 'executions.txt');
	try {
		say(`${count.toLocaleString('en')} waiting insights in n8n`);
		const emits = (host: BenchHost, events: number, atOnce: number): Step => ({ ...host.bench('benchEmit', { count: events, atOnce, event }), credentials: { nexApi: host.nexApi } });
		/** In an n8n of its own that has run some workflows before: what the one before left behind is in nobody's way. */
		const alone = (name: string, triggerIn: (host: BenchHost) => Step) => async () => {
			const host = await BenchHost.start(bench, nex);
			try {
				await deliver(host, 'Warm up', emits(host, WARM_UP, 10), WARM_UP, marks);
				return await deliver(host, name, triggerIn(host), count, marks);
			} finally {
				await host.stop();
			}
		};
		const backlogs = await inTurn(
			{
				'Nex Trigger': alone('Backlog: ours', (host) => host.ours('nexTrigger', { event: 'insight', history: 'since', since })),
				'emits only, ten at a time': alone('Backlog: ten at a time', (host) => emits(host, count, 10)),
				'emits only, all at once': alone('Backlog: all at once', (host) => emits(host, count, count)),
			},
			runs,
		);
		type Name = keyof typeof backlogs;
		const names = Object.keys(backlogs) as Name[];
		const of = (name: Name, what: (backlog: Backlog) => number) => figure(backlogs[name].map(what));
		const rate = (name: Name) => of(name, (backlog) => backlog.rate);
		const growth = (name: Name) => of(name, (backlog) => backlog.growth);
		return [
			{
				title: `Insights in n8n: ${count.toLocaleString('en')} that wait when the workflow is activated`,
				columns: ['', 'executions/s', 'growth of n8n, MB', 'CPU ms per execution'],
				rows: names.map((name) => [name, cell(rate(name)), cell(growth(name)), cell(of(name, ({ cpu }) => (cpu / count) * 1_000))]),
				ratios: [
					{ name: 'executions/s, ours ÷ what only emits, ten at a time', value: rate('Nex Trigger').median / rate('emits only, ten at a time').median, goal: { atLeast: 0.95 } },
					{ name: 'growth of n8n with ours, MB', value: growth('Nex Trigger').median, goal: { atMost: 100 } },
				],
				notes: ['Each in an n8n of its own, after a hundred executions that do not count. The workflow is the trigger and one node that notes the time. Executions are kept, as n8n does unless told otherwise.'],
				data: backlogs,
			},
		];
	} finally {
		await nex.close();
	}
}
