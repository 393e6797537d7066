import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ISupplyDataFunctions } from 'n8n-workflow';
import { keptNowhere, keptTurns, textMessage } from '../../../nodes/NexMemory/conversation';
import { noteMissed } from '../../../nodes/NexMemory/journal';
import { nexMemory } from '../../../nodes/NexMemory/memory';
import { paced } from '../../../nodes/NexMemory/pacing';
import { heapMb } from '../../support/heap';

const nodes = join(__dirname, '..', '..', '..', 'nodes');

/** Lists that live as long as n8n does, and the test that fills them. */
const KEPT = {
	'NexMemory/conversation.ts sessions': 'unit/memory/kept.test.ts',
	'NexMemory/journal.ts missed': 'unit/memory/kept.test.ts',
	'NexMemory/memory.ts going': 'unit/memory/kept.test.ts',
	'NexMemory/pacing.ts queues': 'unit/memory/kept.test.ts',
	'NexTrigger/insights/stream.ts streams': 'faults/memory.faults.ts',
	'NexTrigger/running.ts newest': 'trigger/nothing-lost.test.ts',
	'NexTrigger/running.ts running': 'faults/memory.faults.ts',
	'shared/transport/pressureOfKey.ts byKey': 'faults/memory.faults.ts',
};

test('All that nodes keep between runs is known, so that a test fills it', () => {
	const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
	const found = files.flatMap((file) =>
		[
			...readFileSync(join(nodes, file), 'utf8').matchAll(
				/^(?:export )?(?:const|let) ([a-z]\w*)[^=\n]* = (?:new (?:Map|Set)\b[^(]*\(\)|\[\]|\{\});/gm,
			),
		].map(([, name]) => `${file} ${name}`),
	);
	expect(found.sort()).toEqual(Object.keys(KEPT).sort());
	expect(Object.values(KEPT).filter((file) => !existsSync(join(nodes, '..', 'test', file)))).toEqual([]);
});

const MANY = 60_000;
/** Megabytes that a heap may differ by without anything being kept. */
const NOISE = 6;

const growthOf = async (work: (from: number) => Promise<void>): Promise<number> => {
	await work(0);
	const before = await heapMb();
	await work(MANY);
	return (await heapMb()) - before;
};

/** A node of a workflow of its own. */
const contextOf = (id: number) =>
	({
		getWorkflow: () => ({ id: `${id}` }),
		getNode: () => ({ id: 'memory', name: 'Nex Memory' }),
		getExecutionId: () => `${id}`,
		addInputData: () => ({ index: 0 }),
		addOutputData: () => undefined,
		logger: { warn: () => undefined, debug: () => undefined },
	}) as unknown as ISupplyDataFunctions;

/** Enough text that what is kept of each is seen. */
const LONG = 'x'.repeat(200);

test('Nex Memory forgets the pace of keys that are used no more', async () => {
	const realNow = performance.now.bind(performance);
	let now = 0;
	performance.now = () => now;
	const growth = await growthOf(async (from) => {
		for (let one = from; one < from + MANY; one++) {
			now += 1_000;
			await paced(`${LONG}${one}`, async () => {});
		}
	});
	performance.now = realNow;
	expect(growth).toBeLessThan(NOISE);
});

test('Nex Memory forgets the conversations that nobody goes on with', async () => {
	const growth = await growthOf(async (from) => {
		for (let one = from; one < from + MANY; one++) await keptTurns(`${one}`, 5).add([textMessage('user', `${LONG}${one}`)]);
	});
	expect(growth).toBeLessThan(NOISE);
});

test('Nex Memory forgets what could not be added by nodes that never run again', async () => {
	const growth = await growthOf(async (from) => {
		for (let one = from; one < from + MANY; one++) noteMissed(contextOf(one), `${LONG}${one}`);
	});
	expect(growth).toBeLessThan(NOISE);
});

test('Nex Memory forgets what it recalled for turns that never came to their end', async () => {
	const growth = await growthOf(async (from) => {
		for (let one = from; one < from + MANY; one++) {
			const question = { text: `${LONG}${one}` };
			const recall = { sources: ['ask'] as const, longestWait: 1_000, atMost: 1_000, shortestQuestion: 10_000 };
			const remember = { what: 'nothing' as const, session: '', user: '' };
			await nexMemory(contextOf(one), { conversation: keptNowhere, question, recall, remember }).loadMessages();
		}
	});
	expect(growth).toBeLessThan(NOISE);
});
