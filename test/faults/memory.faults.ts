import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { MOST_KEYS, rememberedKeys } from '../../nodes/shared/transport/pressureOfKey';
import { startNexServer } from '../nex-server';
import { SCOPES } from '../nex-server/scopes';
import { heapMb } from '../support/heap';
import { runNode } from '../support/host';
import { host, nex } from '../support/insight-hosts';
import { pass, passUntil } from '../support/virtual-time';

const DAY = 86_400_000;
/** Megabytes that a heap may differ by without anything being kept. */
const NOISE = 6;

test('a week of 100 triggers and 19,600 executions leaves the heap as it was', async () => {
	const triggers = Array.from({ length: 100 }, () => host());
	for (const trigger of triggers) await trigger.activate();
	await passUntil(() => nex.stream.connections > 0, 'the stream is open');
	let started = 0;
	const oneDay = async (day: number) => {
		for (let part = 0; part < 4; part++) {
			for (let i = 0; i < 7; i++) nex.addInsight({ content: `Day ${day}, ${part}, ${i}` });
			await pass(DAY / 4, 600_000);
		}
		for (const trigger of triggers) {
			started += trigger.executions.length;
			// What the test's own host and server remember is not what is looked at.
			trigger.executions.length = 0;
			trigger.keys.clear();
		}
		nex.requests.length = 0;
	};
	// What is bounded is full by then.
	for (let day = -8; day < 0; day++) await oneDay(day);
	started = 0;
	const before = await heapMb();
	for (let day = 0; day < 7; day++) await oneDay(day);
	const growth = (await heapMb()) - before;
	expect(started).toBeGreaterThanOrEqual(19_600);
	expect(triggers.flatMap(({ fatal }) => fatal)).toEqual([]);
	expect(growth).toBeLessThan(NOISE);
	console.info(`${started} executions of 100 triggers in a week: the heap grew by ${growth.toFixed(1)} MB`);
});

test('what a node learns of its keys, its requests and its runs is forgotten when they are over', async () => {
	jest.useRealTimers();
	const server = await startNexServer({ data: 'empty' });
	try {
		const id = server.state.records.create('company', { name: 'Pine Timber' }).id;
		const keys = Array.from({ length: 2 * MOST_KEYS }, () => server.addKey(SCOPES));
		const run = async (index: number) =>
			await runNode(new NexRecord(), {
				credential: { ...server.credential, apiKey: keys[index % keys.length] ?? server.key },
				parameters: { operation: 'get', recordId: { __rl: true, mode: 'id', value: id } },
			});
		const many = async (count: number) => {
			for (let index = 0; index < count; index++) expect((await run(index)).error).toBeUndefined();
			server.requests.length = 0;
		};
		await many(1_000);
		const before = await heapMb();
		await many(2_000);
		expect(rememberedKeys()).toBeLessThanOrEqual(MOST_KEYS);
		expect((await heapMb()) - before).toBeLessThan(NOISE);
	} finally {
		await server.close();
	}
});
