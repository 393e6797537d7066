import type { NexServer } from '../../nex-server';
import { startNexServer } from '../../nex-server';
import type { HostOptions } from '../../support/trigger-host';
import { pass, passUntil, settle } from '../../support/virtual-time';
import { Lives } from './lives';
import { drawsOf, EVENTS, FIRST_SEED, RUNS, withMovedTime } from './soak';

let nex: NexServer;

interface Outcome {
	lost: string[];
	doubled: string[];
	state: number;
}

/** One life of a trigger under faults that the seed picks. */
async function live(seed: number, clean: boolean): Promise<Outcome> {
	const { random, pick } = drawsOf(seed);
	nex = await startNexServer({ data: 'empty', keepAlive: 30_000 });
	nex.shapes.insightIds = pick([true, true, false, 'rest', 'stream'] as const);
	nex.shapes.insights = pick(['data', 'insights', 'array'] as const);
	nex.shapes.replay = pick(['many', 'one', 'none'] as const);
	const options: HostOptions = {
		credential: nex.credential,
		workflowId: `seed-${seed}-${clean}`,
		runs: pick([0, 50, 3_000]),
		deduplicates: !clean,
		parameters: { options: { concurrency: pick([1, 3, 10]), batchSize: pick([1, 1, 1, 5]), batchWait: 2 } },
	};
	const lives = new Lives(options);
	await lives.host.activate();
	let active = true;

	let made = 0;
	const add = (count: number, emit: boolean) => {
		const spread = pick([0, 0, 40]);
		const now = nex.state.time();
		nex.addInsights(
			Array.from({ length: count }, (_none, index) => ({
				content: `insight ${made + index}`,
				created_at: new Date(now - spread * index).toISOString(),
			})),
			{ emit },
		);
		made += count;
	};

	const faults: (() => void | Promise<void>)[] = [
		() => nex.stream.drop(),
		() => nex.stream.reset(),
		() => nex.stream.resetMidEvent(),
		() => nex.stream.silence(true),
		() => nex.restart(),
		() =>
			nex.faults.add({
				operation: 'streamInsights',
				times: 2,
				do: pick([
					{ status: 503 },
					{ status: 500 },
					{ status: 502 },
					{ status: 204 },
					{ status: 404 },
					'html',
					'reset',
					'hang',
					{ redirect: 'http://127.0.0.1:9/elsewhere' },
				] as const),
			}),
		() =>
			nex.faults.add({
				operation: 'getInsights',
				times: 2,
				do: pick([{ status: 503 }, { status: 500 }, { status: 429 }, 'html', 'reset', 'truncate'] as const),
			}),
		() => nex.stream.write('event: insight.batch.created\ndata: {"insights": [broken\n\n'),
		() => nex.stream.write(Buffer.from([0xe2, 0x82])),
		async () => {
			if (active) await lives.host.deactivate();
			active = false;
			await pass(pick([0, 1_000, 40_000]));
			// In the same process, or in the one after a stop.
			await lives.host.activate('init');
			active = true;
		},
		...(clean
			? []
			: [
					async () => {
						await lives.die();
						await lives.host.activate('init');
					},
				]),
	];

	while (made < EVENTS) {
		add(Math.min(EVENTS - made, 1 + Math.floor(random() * 7)), random() < 0.8);
		await settle();
		if (random() < 0.5) await pick(faults)();
		await pass(pick([0, 200, 2_000, 20_000]), 500);
	}
	nex.faults.clear();
	const counted = () => {
		const counts = new Map<string, number>();
		for (const { content } of lives.started) counts.set(String(content), (counts.get(String(content)) ?? 0) + 1);
		return counts;
	};
	// Unheard insights are found at the next connection at the latest.
	nex.stream.drop();
	await passUntil(() => counted().size >= made, `all insights of seed ${seed}`, 300_000).catch(() => undefined);
	await pass(30_000);
	await lives.host.deactivate();
	const counts = counted();
	return {
		lost: Array.from({ length: made }, (_none, index) => `insight ${index}`).filter((content) => !counts.has(content)),
		doubled: [...counts].filter(([, count]) => count > 1).map(([content]) => content),
		state: lives.largestState,
	};
}

/**
 * Declares one test for each seed. `FAULT_RUNS`, `FAULT_INSIGHTS` and `FAULT_SEED` make a longer or another soak.
 *
 * @param clean network faults and clean stops only, on a host that knows no deduplication keys; else
 * the process dies too, on a host that knows them
 */
export function underRandomFaults(clean: boolean): void {
	withMovedTime(() => nex);

	test.each(Array.from({ length: Math.ceil(RUNS / 2) }, (_none, index) => FIRST_SEED + index))(
		'no insight is lost and none comes twice: seed %i',
		async (seed) => {
			const { lost, doubled, state } = await live(seed, clean);
			expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
			expect(state).toBeLessThan(64 * 1024);
		},
	);
}
