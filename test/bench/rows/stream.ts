import { dirname, join } from 'node:path';
import { cell, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { eventMaker, eventsOf, joined, smallEventMaker, type Framing } from '../triggers/events';
import { Listener } from '../triggers/process';
import type { Outcome, Setup } from '../triggers/protocol';
import { StreamSource } from '../triggers/source';
import type { Bench } from './bench';

const NAMES = ['Nex Trigger', 'SSE Trigger', 'bare loop of undici and eventsource-parser'] as const;
type Name = (typeof NAMES)[number];

const kinds: Record<Name, { kind: Setup['kind']; framing: Framing }> = {
	'Nex Trigger': { kind: 'nex', framing: 'named' },
	'SSE Trigger': { kind: 'sse', framing: 'unnamed' },
	'bare loop of undici and eventsource-parser': { kind: 'bare', framing: 'unnamed' },
};

const PER_SECOND = 200;

/** Events as Nex sends them, and the smallest that are still insights; the filters look at what they can and let everything pass. */
const sizes = [
	{ what: 'events as Nex sends them', make: eventMaker, filters: { minConfidence: 0.01, workspace: 'Birch Labs' } },
	{ what: 'of the smallest events', make: smallEventMaker, filters: { minConfidence: 0.01 } },
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

async function measure(
	{ quick, runs, runtime, pack, say }: Bench,
	{ what, make: maker, filters }: (typeof sizes)[number],
): Promise<Section> {
	const warmUp = quick ? 2_000 : 20_000;
	const count = quick ? 10_000 : 100_000;
	const paced = quick ? 400 : 2_000;
	const bytes = maker('named')().length;
	say(`stream of ${count.toLocaleString('en')} ${what}`);

	const one = (name: Name) => async (): Promise<StreamRun> => {
		const { kind, framing } = kinds[name];
		const source = await StreamSource.start();
		const make = maker(framing);
		const [first, events] = [joined(eventsOf(make, warmUp)), joined(eventsOf(make, count))];
		const url = `${source.origin}/events`;
		const file = kind === 'nex' ? triggerFile(pack) : n8nNode(runtime.n8n, 'SseTrigger/SseTrigger.node.js');
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

	const found = await inTurn(Object.fromEntries(NAMES.map((name) => [name, one(name)])) as Record<Name, () => Promise<StreamRun>>, runs);
	const of = (name: Name, value: (run: StreamRun) => number) => figure(found[name].map(value));
	const speed = (name: Name) => of(name, ({ full, events }) => events / full.seconds);
	const cpu = (name: Name) => of(name, ({ full, events }) => (full.cpu / events) * 1e6);
	const growth = (name: Name) => of(name, ({ heapGrowth }) => heapGrowth);
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
		rows: NAMES.map((name) => [
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
			{ name: 'events/s, ours ÷ SSE Trigger', value: speed('Nex Trigger').median / speed('SSE Trigger').median, goal: { atLeast: 1 } },
			{ name: 'CPU per event, ours ÷ SSE Trigger', value: cpu('Nex Trigger').median / cpu('SSE Trigger').median, goal: { atMost: 1 } },
			{ name: 'p99 of ours at full speed, ms', value: of('Nex Trigger', ({ full }) => full.p99).median, goal: { atMost: 5 } },
			{ name: `p99 of ours at ${PER_SECOND}/s, ms`, value: of('Nex Trigger', (run) => run.paced.p99).median, goal: { atMost: 5 } },
			{ name: 'growth of the heap with ours, kB', value: growth('Nex Trigger').median, goal: { atMost: 1_024 } },
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
	for (const size of sizes) sections.push(await measure(bench, size));
	return sections;
}
