import { cell, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { eventMaker, eventsOf, joined } from '../triggers/events';
import { Listener } from '../triggers/process';
import type { Outcome, Setup } from '../triggers/protocol';
import { StreamSource } from '../triggers/source';
import type { Bench } from './bench';
import { triggerFile } from './stream';

interface FanOut {
	connections: number;
	heapKb: number;
	/** What n8n itself needs for as many triggers that do nothing. */
	hostKb: number;
	/** Of events that no filter lets pass. */
	outcome: Outcome;
}

/** Many active triggers on one key: what they share, and what each adds. */
export async function fanOut({ quick, runs, runtime, pack, say }: Bench): Promise<Section[]> {
	const sizes = [1, 10, 100];
	const events = quick ? 1_000 : 5_000;
	const base = (source: StreamSource): Omit<Setup, 'kind' | 'triggers'> => ({
		file: triggerFile(pack),
		url: '',
		counts: true,
		credential: { apiKey: 'sk-bench', baseUrl: source.baseUrl },
		parameters: { event: 'insight', filters: { types: ['risk'] } },
	});

	const one = async (triggers: number): Promise<FanOut> => {
		const source = await StreamSource.start();
		const make = eventMaker('named');
		const idle = await Listener.start(runtime.node, { ...base(source), kind: 'idle', triggers });
		const hostKb = await idle.heapKb().finally(() => idle.stop());
		const listener = await Listener.start(runtime.node, { ...base(source), kind: 'nex', triggers });
		try {
			await source.listened();
			const heapKb = await listener.heapKb();
			const unwanted = eventsOf(() => make({ type: 'fact' }), events - 1);
			const wanted = eventsOf(() => make({ type: 'risk' }), 1);
			// The last one is for everybody, and so ends the run.
			const outcome = await listener.outcome(triggers, async () => await source.send(joined([...unwanted, ...wanted])));
			return { connections: source.opened, heapKb, hostKb, outcome };
		} finally {
			listener.stop();
			source.close();
		}
	};

	const found = new Map<number, FanOut[]>(sizes.map((size) => [size, []]));
	for (let run = 0; run < runs; run++) {
		for (const size of sizes) {
			if (run === 0) say(`${size} triggers on one key`);
			found.get(size)?.push(await one(size));
		}
	}
	const of = (size: number, what: (run: FanOut) => number) => figure((found.get(size) ?? []).map(what));
	const [least = 1, most = 1] = [sizes[0], sizes.at(-1)];
	const perTrigger = (what: (run: FanOut) => number) => (of(most, what).median - of(least, what).median) / (most - least);
	return [
		{
			title: `Fan-out: triggers on one key, ${events.toLocaleString('en')} events that their filters do not want`,
			columns: ['triggers', 'connections', 'parses per event', 'CPU ms per 1,000 events', 'heap, MB'],
			rows: sizes.map((size) => [
				String(size),
				cell(of(size, ({ connections }) => connections)),
				cell(of(size, ({ outcome }) => outcome.parsed / events)),
				cell(of(size, ({ outcome }) => (outcome.cpu / events) * 1e6)),
				cell(of(size, ({ heapKb }) => heapKb / 1024)),
			]),
			ratios: [
				{ name: `connections for ${most} triggers`, value: of(most, ({ connections }) => connections).max, goal: { atMost: 1 } },
				{
					name: `parses per event with ${most} triggers`,
					value: of(most, ({ outcome }) => outcome.parsed / events).max,
					goal: { atMost: 1 },
				},
				{ name: 'heap per added trigger, kB', value: perTrigger(({ heapKb, hostKb }) => heapKb - hostKb), goal: { atMost: 50 } },
				{ name: "heap per added trigger with n8n's own share, kB", value: perTrigger(({ heapKb }) => heapKb) },
			],
			notes: [],
			data: [...found],
		},
	];
}
