import type { IDataObject } from 'n8n-workflow';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { exampleOperations } from './examples/operations';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
});
afterEach(async () => await nex.close());

const cases = exampleOperations.map((one) => [`${one.node}, ${one.definition.name}`, one] as const);

describe.each(cases)('%s, with its errors on an output of their own', (_name, { create, operation, example }) => {
	test('gives there an item that failed, with all that it came with, and the others where they belong', async () => {
		const { parameters, input = {}, items: expected } = await example.given(nex);
		const { error, items, errorItems } = await runNode(create(), {
			credential: nex.credential,
			parameters: { ...parameters, operation, requestOptions: { timeout: '={{ $json.patience }}' } },
			items: [
				{ json: { ...input, patience: 60_000 } as IDataObject, pairedItem: { item: 0 } },
				{ json: { ...input, patience: 'none', mark: 'second' } as IDataObject, pairedItem: { item: 1 } },
			],
			node: { onError: 'continueErrorOutput' },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(expected.length);
		for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 0 });
		expect(errorItems).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ mark: 'second', error: expect.stringContaining('"Timeout" must be a whole number') }),
				pairedItem: { item: 1 },
			}),
		]);
	});
});
