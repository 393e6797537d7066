import { dirname, join } from 'node:path';
import { cell, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { eventMaker, eventsOf, joined, smallEventMaker, type Framing } from '../triggers/events';
import { Listener } from '../triggers/process';
import type { Outcome, Setup } from '../triggers/protocol';
import { StreamSource } from '../triggers/source';
import type { Bench } from './bench';

const OURS = 'Nex Trigger';
const SSE = 'SSE Trigger';
const BARE = 'bare loop of undici and eventsource-parser';

/** The same as it was, or is elsewhere. */
const earlier = (of: string) => `${OURS} of ${of}`;

interface Client {
	kind: Setup['kind'];
	framing: Framing;
	/** The file of the node type. */
	file: string;
}

const clientsOf = ({ pack, others, runtime }: Bench): Record<string, Client> => ({
	[OURS]: { kind: 'nex', framing: 'named', file: triggerFile(pack) },
	[SSE]: { kind: 'sse', framing: 'unnamed', file: n8nNode(runtime.n8n, 'SseTrigger/SseTrigger.node.js') },
	[BARE]: { kind: 'bare', framing: 'unnamed', file: '' },
	...Object.fromEntries(others.map(({ of, pack: other }) => [earlier(of), { kind: 'nex', framing: 'named', file: triggerFile(other) }])),
});

const PER_SECOND = 200;

/** Events as Nex sends them, and the smallest that are still insights; the filters look at what they can and let everything pass. */
const sizes = [
	{
		what: 'events as Nex sends them',
		make: eventMaker,
		filters: { minConfidence: 0.01, workspace: 'Birch Labs' },
		goals: { speed: 1.2, cpu: 0.8 },
	},
	{ what: 'of the smallest events', make: smallEventMaker, filters: { minConfidence: 0.01 }, goals: { speed: 1, cpu: 1 } },
];

interface StreamRun {
	full: Outcome;
	paced: Outcome;
	/** Kilobytes that the heap grew by over the events at full speed. */
	heapGrowth: number;
	events: number;
}

export const triggerFile = (pack: string) => join(pack, 'dist', 'nodes', 'NexTrigger', 'NexTrigger.node.js');

/** n8n's own nodes, beside the n8n that is run. */
export const n8nNode = (n8n: string, file: string) => join(dirname(n8n), '..', '..', 'n8n-nodes-base', 'dist', 'nodes', file);

async function measure(bench: Bench, { what, make: maker, filters, goals }: (typeof sizes)[number]): Promise<Section> {
	const { quick, runs, runtime, say } = bench;
	const warmUp = quick ? 2_000 : 20_000;
	const count = quick ? 10_000 : 100_000;
	const paced = quick ? 400 : 2_000;
	const bytes = maker('named')().length;
	say(`stream of ${count.toLocaleString('en')} ${what}`);

	const one =
		({ kind, framing, file }: Client) =>
		async (): Promise<StreamRun> => {
			const source = await StreamSource.start();
			const make = maker(framing);
			const [first, events] = [joined(eventsOf(make, warmUp)), joined(eventsOf(make, count))];
			const url = `${source.origin}/events`;
			const listener = await Listener.start(runtime.node, {
				kind,
				file,
				url,
				credential: { apiKey: 'sk-bench', baseUrl: source.baseUrl },
				triggers: 1,
				parameters: kind === 'nex' ? { event: 'insight', filters } : { url },
			});
			try {
				await source.listened();
				await listener.outcome(warmUp, async () => await source.send(first));
				const before = await listener.heapKb();
				const full = await listener.outcome(count, async () => await source.send(events));
				const heapGrowth = (await listener.heapKb()) - before;
				const single = eventsOf(make, paced);
				return {
					full,
					paced: await listener.outcome(paced, async () => await source.sendPaced(single, PER_SECOND)),
					heapGrowth,
					events: count,
				};
			} finally {
				listener.stop();
				source.close();
			}
		};

	const clients = Object.entries(clientsOf(bench));
	const found = await inTurn(Object.fromEntries(clients.map(([name, client]) => [name, one(client)])), runs);
	const of = (name: string, value: (run: StreamRun) => number) => figure((found[name] ?? []).map(value));
	const speed = (name: string) => of(name, ({ full, events }) => events / full.seconds);
	const cpu = (name: string) => of(name, ({ full, events }) => (full.cpu / events) * 1e6);
	const growth = (name: string) => of(name, ({ heapGrowth }) => heapGrowth);
	return {
		title: `Stream: ${count.toLocaleString('en')} ${what} (${bytes.toLocaleString('en')} bytes), at full speed and ${PER_SECOND} a second`,
		columns: [
			'',
			'events/s',
			'CPU ms per 1,000',
			'p50 ms',
			'p99 ms',
			`p50 ms at ${PER_SECOND}/s`,
			`p99 ms at ${PER_SECOND}/s`,
			'heap growth, kB',
		],
		rows: clients.map(([name]) => [
			name,
			cell(speed(name)),
			cell(cpu(name)),
			cell(of(name, ({ full }) => full.p50)),
			cell(of(name, ({ full }) => full.p99)),
			cell(of(name, (run) => run.paced.p50)),
			cell(of(name, (run) => run.paced.p99)),
			cell(growth(name)),
		]),
		ratios: [
			{ name: 'events/s, ours ÷ SSE Trigger', value: speed(OURS).median / speed(SSE).median, goal: { atLeast: goals.speed } },
			{ name: 'CPU per event, ours ÷ SSE Trigger', value: cpu(OURS).median / cpu(SSE).median, goal: { atMost: goals.cpu } },
			...bench.others.map(({ of: before }) => ({
				name: `CPU per event, ours ÷ ${earlier(before)}`,
				value: cpu(OURS).median / cpu(earlier(before)).median,
				goal: { atMost: 1 },
			})),
			{ name: 'p99 of ours at full speed, ms', value: of(OURS, ({ full }) => full.p99).median, goal: { atMost: 5 } },
			{ name: `p99 of ours at ${PER_SECOND}/s, ms`, value: of(OURS, (run) => run.paced.p99).median, goal: { atMost: 5 } },
			{ name: 'growth of the heap with ours, kB', value: growth(OURS).median, goal: { atMost: 1_024 } },
		],
		notes: [
			'Latency is from the arrival of the bytes at the socket to the emit. Ours has its filters on, and remembers what it has delivered.',
		],
		data: found,
	};
}

/** Events at full speed and at a steady pace, through the same host as n8n's own SSE Trigger. */
export async function stream(bench: Bench): Promise<Section[]> {
	const sections: Section[] = [];
	for (const size of sizes.filter(({ what }) => bench.wants(what))) sections.push(await measure(bench, size));
	return sections;
}
