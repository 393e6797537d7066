import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { startBetween } from '../support/between';
import { runNode } from '../support/host';
import { picked } from './examples/example';
import { exampleOperations } from './examples/operations';

const LEVELS = 20_000;
const lists = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const objects = '{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS);

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

const CLEAR = /nested too deeply|Nex answered without|did not send a page|was not found/;

test.each(exampleOperations)('$node, $operation, gives an answer of thousands of levels as it is, or says so', async (one) => {
	const { create, example, operation } = one;
	for (const deep of [lists, objects]) {
		const row = `{"id":"1","type":"person","status":"completed","name":"Ada","title":${deep},"attributes":{"name":${deep},"x":${deep}}}`;
		const answer = `{"data":[${row}],"id":"1","status":"completed","attributes":{"name":${deep}},"answer":${deep}}`;
		const given = await example.given(nex);
		const between = await startBetween(nex, (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
		const { error, items } = await runNode(create(), {
			credential: between.credential,
			items: [{ json: given.input ?? {} }],
			parameters: { ...given.parameters, operation },
		});
		if (error) expect(error.message).toMatch(CLEAR);
		else expect(items.every(({ json }) => typeof json === 'object')).toBe(true);
		await between.close();
		await nex.close();
		nex = await startNexServer({ jobDuration: 0 });
	}
});

test.each([
	['in JSON', { attributesMode: 'json', attributesJson: `{"name":${lists}}` }, {}],
	['in an object', { attributesMode: 'json', attributesJson: '={{ $json.given }}' }, { given: { name: JSON.parse(lists) as string } }],
])('What is given %s of so many levels is refused, and nothing is sent', async (_how, parameters, json) => {
	const { error } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'create', objectType: picked('person'), ...parameters },
		items: [{ json }],
	});
	expect(error?.message).toMatch(/^"Attributes \(JSON\): name" has more than 100 levels|nested too deeply/);
	expect(error?.context?.itemIndex).toBe(0);
	expect(nex.requests).toHaveLength(0);
});
