import { paced, pauseBefore } from '../../../nodes/NexMemory/pacing';

const pauses: number[] = [];

jest.mock('../../../nodes/shared/transport/wait', () => ({
	wait: async (milliseconds: number) => void pauses.push(milliseconds),
}));

afterEach(() => jest.restoreAllMocks());

test('at most ten texts a minute are sent', () => {
	const nine = [0, 1, 2, 3, 4, 5, 6, 7, 8];
	expect(pauseBefore(nine, 10)).toBe(0);
	expect(pauseBefore([...nine, 9], 10)).toBe(59_990);
	expect(pauseBefore([...nine, 9], 60_000)).toBe(0);
	expect(pauseBefore([...nine, 9, 60_000], 60_000)).toBe(1);
});

test('texts of one key are sent one after the other, in order, also after one that failed', async () => {
	const order: string[] = [];
	const send = (name: string, fails = false) =>
		paced('key', async () => {
			order.push(`${name} starts`);
			await Promise.resolve();
			order.push(`${name} ends`);
			if (fails) throw new Error(name);
		});
	const results = await Promise.allSettled([send('one', true), send('two')]);
	expect(order).toEqual(['one starts', 'one ends', 'two starts', 'two ends']);
	expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test("a text waits a minute at most though the computer's clock is set back", async () => {
	for (let texts = 0; texts < 10; texts++) await paced('set back', async () => {});
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now - 3_600_000);
	await paced('set back', async () => {});
	expect(pauses.at(-1)).toBeGreaterThan(0);
	expect(pauses.at(-1)).toBeLessThanOrEqual(60_000);
});
