import type { INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import { createDelivery } from '../../../nodes/NexTrigger/delivery';
import { encode } from '../../../nodes/NexTrigger/identity';
import { event } from './events';

type EndSignal = Parameters<ITriggerFunctions['emit']>[2];

/** Delivery to a host that starts what it is given, and ends it when the test says so. */
function deliver(concurrency = 10) {
	const started: string[] = [];
	const open: { name: string; signal: EndSignal }[] = [];
	let drained = 0;
	const emit: ITriggerFunctions['emit'] = ([items = []]: INodeExecutionData[][], _response, signal) => {
		const name = items.map(({ json }) => json.name).join();
		started.push(name);
		open.push({ name, signal });
	};
	const delivery = createDelivery(
		{ emit },
		{
			keyOf: ({ text }) => text,
			textOf: encode,
			onStart: () => undefined,
			onConfirmed: () => undefined,
			onDrained: () => void drained++,
			memory: { signals: true },
			unconfirmed: [],
		},
		{ concurrency, batchSize: 1, batchWait: 0, longestRun: 600_000 },
	);
	/** What is offered or ends in one turn is followed when that is over. */
	const turn = async () => {
		await Promise.resolve();
		await Promise.resolve();
	};
	const endNext = async () => {
		open.shift()?.signal?.resolve(undefined as never);
		await turn();
	};
	return { delivery, started, turn, endNext, timesDrained: () => drained };
}

test('one noisy subject does not hold up another', async () => {
	const { delivery, started, turn } = deliver();
	const offered = Array.from({ length: 600 }, (_none, index) => delivery.offer(event(`i${index}`, index, 'Ida')));
	expect(offered.filter((one) => one === 'subject full').length).toBeGreaterThan(0);
	expect(delivery.offer(event('o0', 10_000, 'Olaf'))).toBe('taken');
	await turn();
	expect(started).toEqual(['i0', 'o0']);
	delivery.close();
});

test('a subject that was refused is asked for again when most of what waited of it has gone, and its order is kept', async () => {
	const { delivery, started, turn, endNext, timesDrained } = deliver();
	let offered = 0;
	while (delivery.offer(event(`i${offered}`, offered, 'Ida')) === 'taken') offered++;
	await turn();
	expect(timesDrained()).toBe(0);
	for (let ended = 0; ended < offered - 20; ended++) await endNext();
	expect(timesDrained()).toBe(1);
	expect(started).toEqual(Array.from({ length: offered - 19 }, (_none, index) => `i${index}`));
	delivery.close();
});

test('so many run at once, the oldest event first of those that come together', async () => {
	const { delivery, started, turn, endNext } = deliver(2);
	for (const [name, time] of [
		['d', 60],
		['b', 40],
		['c', 50],
		['a', 30],
	] as const)
		delivery.offer(event(name, time));
	await turn();
	expect(started).toEqual(['a', 'b']);
	await endNext();
	expect(started).toEqual(['a', 'b', 'c']);
	expect(delivery.oldest).toBe(40);
	delivery.close();
});
