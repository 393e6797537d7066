import { cell, type Ratio, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { BenchHost, type Call, type Step } from '../n8n/host';
import { PlainServer, type Circumstance as Behaviour } from '../server/plain';
import type { Bench } from './bench';

/** What the server does about many requests at once. */
interface Circumstance extends Partial<Behaviour> {
	name: string;
	latency: number;
}

const NO_LIMIT = { limit: null, late: false, perSecond: null };

const circumstances: Circumstance[] = [
	{ name: '50 ms, no limit', latency: 50 },
	{ name: '200 ms, 429 at once above 20 in flight', latency: 200, limit: 20 },
	{ name: '200 ms, 429 after the latency above 20 in flight', latency: 200, limit: 20, late: true },
	{ name: '200 ms, 429 at once above 40 in flight', latency: 200, limit: 40 },
	{ name: '50 ms, 429 above 50 in a second', latency: 50, perSecond: 50 },
];

const OURS = 'Nex Record';
/** The same as it was, or is elsewhere. */
const earlier = (of: string) => `${OURS} of ${of}`;
const HTTP = 'HTTP Request';
const PLAIN = 'declarative node';

const oursBy = (host: BenchHost) =>
	host.ours('nexRecord', { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, simplify: false });

type Calls = Record<string, Call[]>;

/** What a server that refuses allows, in milliseconds. */
const idealOf = ({ limit, latency, perSecond }: Circumstance, count: number): number | undefined => {
	if (limit) return (count / limit) * latency;
	return perSecond ? (count / perSecond) * 1_000 : undefined;
};

function ratiosOf(circumstance: Circumstance, count: number, calls: Calls, others: string[]): Ratio[] {
	const of = (who: string, what: (call: Call) => number) => figure((calls[who] ?? []).map(what));
	const wall = (who: string) => of(who, (call) => call.ms).median;
	const cpu = (who: string) => of(who, (call) => call.cpu).median;
	const ideal = idealOf(circumstance, count);
	return [
		{ name: 'failed items, ours', value: of(OURS, (call) => call.failed).max, goal: { atMost: 0 } },
		...(ideal === undefined
			? [
					{ name: 'HTTP Request ÷ ours', value: wall(HTTP) / wall(OURS), goal: { atLeast: 1 } },
					{ name: 'CPU, ours ÷ declarative node', value: cpu(OURS) / cpu(PLAIN), goal: { atMost: 1 } },
				]
			: [
					{ name: `ours ÷ the ideal of ${(ideal / 1_000).toFixed(1)} s`, value: wall(OURS) / ideal, goal: { atMost: 1.25 } },
					// Before it n8n evaluates the fields of all items.
					{ name: 'of that, from the first request to the last answer', value: of(OURS, (call) => call.span).median / ideal },
				]),
		...others.map((name) => ({ name: `ours ÷ ${name}`, value: wall(OURS) / wall(name), goal: { atMost: 1 } })),
	];
}

function sectionOf(circumstance: Circumstance, count: number, calls: Calls, others: string[]): Section {
	const figures: Array<(call: Call) => number> = [
		(call) => call.ms,
		(call) => call.cpu,
		(call) => call.failed,
		(call) => call.requests,
		(call) => call.refused,
	];
	return {
		title: `${count.toLocaleString('en')} gets by id: ${circumstance.name}`,
		columns: ['', 'wall ms', 'CPU s', 'failed items', 'requests', 'answered 429'],
		rows: Object.entries(calls).map(([who, all]) => [who, ...figures.map((what) => cell(figure(all.map(what))))]),
		ratios: ratiosOf(circumstance, count, calls, others),
		notes: [],
		data: calls,
	};
}

/** Asking for a thousand records one by one, with and without a server that refuses. */
export async function manyItems(bench: Bench): Promise<Section[]> {
	const count = bench.quick ? 200 : 1_000;
	const server = await PlainServer.start();
	await server.set({ records: count });
	const ids = server.ids(count);
	const hosts: BenchHost[] = [];
	const start = async (tarball: string) => {
		const host = await BenchHost.start({ ...bench, tarball }, server);
		hosts.push(host);
		return host;
	};
	try {
		const host = await start(bench.tarball);
		const endpoint = async (at: BenchHost, name: string, step: Step) => await at.endpoint(`Many items: ${name}`, [{ ...step, goOn: true }]);
		const get = { method: 'GET', url: `=${server.url}/v1/records/{{ $json.id }}`, options: {} };
		const contenders: Record<string, (body: object) => Promise<Call>> = {
			[OURS]: await endpoint(host, OURS, oursBy(host)),
			[HTTP]: await endpoint(host, HTTP, host.httpRequest(get)),
			[PLAIN]: await endpoint(host, PLAIN, host.plain({ operation: 'get', recordId: '={{ $json.id }}' })),
		};
		// Two builds of one package cannot be in one n8n.
		for (const { of, tarball } of bench.others) {
			const other = await start(tarball);
			const name = earlier(of);
			contenders[name] = await endpoint(other, name, oursBy(other));
		}
		const sections: Section[] = [];
		for (const circumstance of circumstances.filter(({ name }) => bench.wants(name))) {
			bench.say(`${count.toLocaleString('en')} gets by id, ${circumstance.name}`);
			await server.set({ ...NO_LIMIT, ...circumstance });
			const runs = Object.entries(contenders).map(([name, call]) => [name, async () => await call({ ids })] as const);
			const calls = await inTurn(Object.fromEntries(runs), bench.runs, sections.length === 0 ? 1 : 0);
			const others = bench.others.map(({ of }) => earlier(of));
			sections.push(sectionOf(circumstance, count, calls, others));
		}
		return sections;
	} finally {
		for (const host of hosts) await host.stop();
		server.close();
	}
}
