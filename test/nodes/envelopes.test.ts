import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Between } from '../support/between';
import { pass, startBetween } from '../support/between';
import { runNode } from '../support/host';
import { exampleOperations } from './examples/operations';

// Between two looks at a job nothing happens here that has to be waited for.
jest.mock('../../nodes/shared/transport/wait', () => ({ wait: async () => await new Promise((resolve) => setImmediate(resolve)) }));

let nex: NexServer;
let between: Between;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
	between = await startBetween(nex, (response, answer) => {
		const text = answer.body.toString();
		const isWrapped = answer.status < 300 && text.startsWith('{') && !/"(data|results|items|rules)":/.test(text.slice(0, 12));
		pass(response, isWrapped ? { ...answer, body: Buffer.from(`{"success":true,"data":${text}}`) } : answer);
	});
});
afterEach(async () => {
	await between.close();
	await nex.close();
});

describe.each(exampleOperations)('$node, $operation', ({ create, example, operation }) => {
	test('takes every answer out of an envelope, also those that come before and after its own', async () => {
		const given = await example.given(nex);
		const { error, items } = await runNode(create(), {
			credential: between.credential,
			items: [{ json: given.input ?? {} }],
			parameters: { ...given.parameters, operation },
		});
		expect(error?.message).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(given.items.map((item) => expect.objectContaining(item)));
	});
});
