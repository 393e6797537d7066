import { cell, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { BenchHost, type Call } from '../n8n/host';
import type { Bench } from './bench';
import { workspaceOf } from './workspace';

/** What the server does about many requests at once. */
interface Circumstance {
	name: string;
	latency: number;
	/** Requests beyond which it answers 429. */
	limit?: number;
	after?: 'at once' | 'after latency';
	goals: 'free' | 'limited';
}

const circumstances: Circumstance[] = [
	{ name: '50 ms, no limit', latency: 50, goals: 'free' },
	{ name: '200 ms, 429 at once above 20 in flight', latency: 200, limit: 20, after: 'at once', goals: 'limited' },
	{ name: '200 ms, 429 after the latency above 20 in flight', latency: 200, limit: 20, after: 'after latency', goals: 'limited' },
];

const NAMES = ['Nex Record', 'HTTP Request', 'declarative node'] as const;
type Name = (typeof NAMES)[number];

async function measure(
	{ runs, say }: Bench,
	host: BenchHost,
	ids: string[],
): Promise<Array<{ circumstance: Circumstance; calls: Record<Name, Call[]> }>> {
	const { nex } = host;
	const contenders: Record<Name, (body: object) => Promise<Call>> = {
		'Nex Record': await host.endpoint('Many items: ours', [
			{
				...host.ours('nexRecord', { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, simplify: false }),
				goOn: true,
			},
		]),
		'HTTP Request': await host.endpoint('Many items: HTTP Request', [
			{ ...host.httpRequest({ method: 'GET', url: `=${nex.url}/v1/records/{{ $json.id }}`, options: {} }), goOn: true },
		]),
		'declarative node': await host.endpoint('Many items: declarative', [
			{ ...host.plain({ operation: 'get', recordId: '={{ $json.id }}' }), goOn: true },
		]),
	};
	const found: Array<{ circumstance: Circumstance; calls: Record<Name, Call[]> }> = [];
	for (const circumstance of circumstances) {
		say(`${ids.length.toLocaleString('en')} gets by id, ${circumstance.name}`);
		nex.latency = circumstance.latency;
		nex.limitInFlight(circumstance.limit, undefined, circumstance.after);
		const one = (name: Name) => async () => await contenders[name]({ ids });
		const calls = await inTurn(
			{ 'Nex Record': one('Nex Record'), 'HTTP Request': one('HTTP Request'), 'declarative node': one('declarative node') },
			runs,
			circumstance === circumstances[0] ? 1 : 0,
		);
		found.push({ circumstance, calls });
	}
	nex.limitInFlight(undefined);
	nex.latency = 0;
	return found;
}

/** Asking for a thousand records one by one, with and without a server that refuses. */
export async function manyItems(bench: Bench): Promise<Section[]> {
	const count = bench.quick ? 200 : 1_000;
	const nex = await workspaceOf(count);
	const ids = nex.state.records.store
		.ofType('person')
		.slice(0, count)
		.map(({ id }) => id);
	try {
		const host = await BenchHost.start(bench, nex);
		try {
			const found = await measure(bench, host, ids);
			return found.map(({ circumstance: { name, latency, limit, goals }, calls }): Section => {
				const of = (who: Name, what: (call: Call) => number) => figure(calls[who].map(what));
				const wall = (who: Name) => of(who, (call) => call.ms);
				const ideal = limit === undefined ? undefined : (count / limit) * latency;
				const cpu = (who: Name) => of(who, (call) => call.cpu).median;
				return {
					title: `${count.toLocaleString('en')} gets by id: ${name}`,
					columns: ['', 'wall ms', 'CPU s', 'failed items', 'requests', 'answered 429'],
					rows: NAMES.map((who) => [
						who,
						cell(wall(who)),
						cell(of(who, (call) => call.cpu)),
						cell(of(who, (call) => call.failed)),
						cell(of(who, (call) => call.requests)),
						cell(of(who, (call) => call.refused)),
					]),
					ratios:
						goals === 'free'
							? [
									{ name: 'HTTP Request ÷ ours', value: wall('HTTP Request').median / wall('Nex Record').median, goal: { atLeast: 1 } },
									{ name: 'CPU, ours ÷ declarative node', value: cpu('Nex Record') / cpu('declarative node'), goal: { atMost: 1 } },
									{ name: 'failed items, ours', value: of('Nex Record', (call) => call.failed).max, goal: { atMost: 0 } },
								]
							: [
									{ name: 'failed items, ours', value: of('Nex Record', (call) => call.failed).max, goal: { atMost: 0 } },
									...(ideal === undefined
										? []
										: [
												{
													name: `ours ÷ the ideal of ${(ideal / 1_000).toFixed(1)} s`,
													value: wall('Nex Record').median / ideal,
													goal: { atMost: 1.3 },
												},
											]),
								],
					notes: [],
					data: calls,
				};
			});
		} finally {
			await host.stop();
		}
	} finally {
		await nex.close();
	}
}
