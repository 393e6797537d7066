import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Example } from './examples/example';
import { runNode } from '../support/host';
import { actionNodes } from '../support/nodes';

const cases = actionNodes.flatMap(({ name, create, operations }) => {
	const examples = jest.requireActual<Record<string, Record<string, Example>>>(`./examples/${name}`)[name] ?? {};
	return operations
		.filter(({ definition }) => definition.method !== 'DELETE')
		.map(({ definition }) => ({ node: name, operation: definition.value, definition, create, example: examples[definition.value] }));
});

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

describe.each(cases)('$node, $operation', ({ definition, create, example, operation }) => {
	test('an answer without what was promised is an error, and no item', async () => {
		const words = [{ message: 'try later' }, { code: 200, message: 'ok' }, { error: 'nothing here' }, { success: true, message: 'ok' }];
		const isRecord = !definition.answer && !definition.items;
		for (const body of [undefined, ...words, 'ok', 7, true, ...(isRecord ? [[], {}] : [{ success: true }, { token: 'x' }])]) {
			const given = await example?.given(nex);
			const path = new RegExp(`${definition.url.replace(/\{\w+\}/g, '[^/]+')}$`);
			nex.faults.clear();
			nex.faults.add({ method: definition.method, path, times: 1, do: { status: 200, body } });
			const { items, error } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: given?.input ?? {} }],
				parameters: { ...given?.parameters, operation },
			});
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/Nex answered without|did not|not a page/);
			await nex.close();
			nex = await startNexServer({ jobDuration: 0 });
		}
	});
});
