import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { HostOptions } from '../support/trigger-host';
import { TriggerHost, until } from '../support/trigger-host';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let nex: NexServer;

beforeEach(async () => {
	nex = await startNexServer({ data: 'empty' });
});

afterEach(async () => await nex.close());

const host = (index: number, options: Partial<HostOptions> = {}) =>
	new TriggerHost(new NexTrigger(), { credential: nex.credential, workflowId: `w${index}-${nex.url}`, ...options });

/** Megabytes in use after everything that can go has gone. */
async function heap(): Promise<number> {
	for (let round = 0; round < 4; round++) {
		await new Promise((resolve) => setTimeout(resolve, 20));
		collect();
	}
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

const handles = () =>
	process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'TLSWrap' || name === 'Timeout').length;

test('a hundred workflows on one key share one connection, and each gets every insight', async () => {
	const first = host(0);
	await first.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
	const before = await heap();
	const hosts = [first, ...Array.from({ length: 99 }, (_none, index) => host(index + 1))];
	for (const one of hosts.slice(1)) await one.activate();
	const perTrigger = ((await heap()) - before) / 99;
	nex.addInsights(Array.from({ length: 10 }, (_none, index) => ({ content: `n${index}` })));
	await until(() => hosts.every(({ executions }) => executions.length === 10), 'every workflow has them');
	expect(nex.stream.opened).toBe(1);
	const requests = nex.requests.length;
	for (const one of hosts) await one.deactivate();
	await until(() => nex.stream.connections === 0, 'the last one closes it');
	console.info(
		`100 triggers: ${nex.stream.opened} connection, ${requests} requests, ${Math.round(perTrigger * 1024)} kB of heap each, host ` +
			'and test included',
	);
});

test('a slow workflow does not hold up another on the same key', async () => {
	const [slow, quick] = [host(0, { runs: 'never' }), host(1)];
	await slow.activate();
	await quick.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
	for (let round = 0; round < 20; round++) {
		nex.addInsights(Array.from({ length: 50 }, (_none, index) => ({ content: `n${round * 50 + index}` })));
		await until(() => quick.executions.length >= (round + 1) * 50, 'the quick one is served');
	}
	expect(slow.executions).toHaveLength(10);
	slow.runs = 0;
	slow.onExecution = undefined;
	for (const execution of [...slow.executions]) execution.end();
	await until(() => new Set(slow.items.map(({ content }) => content)).size === 1_000, 'the slow one gets everything in the end', 60_000);
	expect(slow.executions).toHaveLength(1_000);
	await slow.deactivate();
	await quick.deactivate();
});

test('a hundred activations and deactivations leave no socket and no timer', async () => {
	const one = host(0);
	await one.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
	await one.deactivate();
	await until(() => nex.stream.connections === 0, 'it is closed');
	await heap();
	const before = handles();
	for (let cycle = 0; cycle < 100; cycle++) {
		await one.activate();
		if (cycle % 2) await until(() => nex.stream.connections === 1, 'the stream is open');
		await one.deactivate();
	}
	await until(() => nex.stream.connections === 0, 'all are closed');
	await heap();
	// The kernel takes its time to report the last socket's end.
	await until(() => handles() <= before, 'every handle is gone');
	console.info(
		`100 cycles: ${before} handles before, ${handles()} after; ${nex.stream.opened} connections opened, ${nex.stream.connections} open`,
	);
	expect(handles()).toBeLessThanOrEqual(before);
});

test('a hundred thousand events leave the heap as it was', async () => {
	const one = host(0, { deduplicates: false });
	await one.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
	let count = 0;
	one.onExecution = () => {
		count++;
		one.executions.length = 0;
	};
	const EVENTS = 100_000;
	const BATCH = 200;
	const send = async (from: number, to: number) => {
		for (let at = from; at < to; at += BATCH) {
			const insights = Array.from({ length: BATCH }, (_none, index) => ({
				id: String(40_112_233_445_566_771n + BigInt(at + index)),
				type: 'risk',
				content: `insight ${at + index}`,
				created_at: new Date(Date.now()).toISOString(),
			}));
			nex.stream.write(`event: insight.batch.created\ndata: ${JSON.stringify({ workspace: { slug: 'w' }, insights })}\n\n`);
			await until(() => count >= at + BATCH, 'the batch is delivered');
		}
	};
	await send(0, 10_000);
	const before = await heap();
	const begun = process.cpuUsage();
	await send(10_000, EVENTS + 10_000);
	const { user, system } = process.cpuUsage(begun);
	const growth = (await heap()) - before;
	console.info(
		`${EVENTS} events: heap grew by ${growth.toFixed(1)} MB; ${((user + system) / EVENTS).toFixed(1)} CPU ms per 1,000 with server ` +
			`and host; ${one.largestState} characters of state`,
	);
	expect(growth).toBeLessThan(10);
	expect(one.largestState).toBeLessThan(64 * 1024);
	await one.deactivate();
});

test('a backlog of ten thousand insights passes through in bounded memory, oldest first', async () => {
	const one = host(0, { parameters: { options: { concurrency: 1 } } });
	await one.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
	await one.deactivate();
	const now = nex.state.time();
	nex.addInsights(
		Array.from({ length: 10_000 }, (_none, index) => ({
			content: `n${index}`,
			created_at: new Date(now + 1_000 + index * 10).toISOString(),
		})),
		{ emit: false },
	);
	const order: number[] = [];
	let peak = 0;
	one.onExecution = ({ items }) => {
		order.push(Number(String(items[0]?.json.content).slice(1)));
		one.executions.length = 0;
		if (order.length % 500 === 0) peak = Math.max(peak, process.memoryUsage().rss);
	};
	await heap();
	const before = process.memoryUsage().rss;
	const requests = nex.requests.length;
	await one.activate('init');
	await until(() => order.length >= 10_000, 'all of the backlog', 120_000);
	console.info(
		`10,000 in backlog: the process grew by ${Math.round((peak - before) / 1024 / 1024)} MB, ${nex.requests.length - requests} requests`,
	);
	expect(peak - before).toBeLessThan(150 * 1024 * 1024);
	expect(order).toEqual(Array.from({ length: 10_000 }, (_none, index) => index));
	await one.deactivate();
});
