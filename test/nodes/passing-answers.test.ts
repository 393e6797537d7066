import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';

let nex: NexServer;
beforeEach(async () => {
	// Without a pause between the tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await nex.close();
});

/** What is answered while something does not work: of the first it is certain that nothing was done. */
const PASSING = [425, 408, 502, 522];
const RARE = [503, 504, 520, 521, 523, 524, 529, 530, 599];

describe.each(exampleOperations)('$node, $operation', ({ node, definition, create, example, operation }) => {
	const { method, readOnly } = definition;
	const isSafe = readOnly === true || ['GET', 'PUT', 'DELETE'].includes(method);

	test(`${isSafe ? 'is sent again' : 'is never sent again'} after an answer that may pass`, async () => {
		for (const status of node === 'NexRecord' ? [...PASSING, ...RARE] : PASSING) {
			const given = await example.given(nex);
			nex.faults.add({ method, path: pathsOf(definition), do: { status, body: { code: status, message: 'in a moment' } } });
			const before = nex.requests.length;
			const { error, items } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: given.input ?? {} }],
				parameters: { ...given.parameters, operation },
			});
			const seen = nex.requests.slice(before).filter((request) => request.method === method && pathsOf(definition).test(request.path));
			if (isSafe) {
				expect([status, error?.message, seen[0]?.status]).toEqual([status, undefined, status]);
				expect(items.map(({ json }) => json)).toEqual(given.items.map((item) => expect.objectContaining(item)));
				expect(seen[1]).toMatchObject({ path: seen[0]?.path, query: seen[0]?.query, body: seen[0]?.body });
			} else {
				expect([status, error?.httpCode, seen.length]).toEqual([status, String(status), 1]);
				expect(error?.description).toContain(method === 'POST' && status !== 425 ? 'look in Nex first' : 'Try again later');
			}
			await nex.close();
			nex = await startNexServer({ jobDuration: 0 });
		}
	});
});

test.each([
	[500, 1],
	[503, 5],
	[408, 5],
	[501, 1],
	[505, 1],
	[511, 1],
	[404, 1],
	[409, 1],
	[423, 1],
])('a read that is always answered %i is sent %i times', async (status, times) => {
	nex.faults.add({ operation: 'getRecord', times: Infinity, do: { status, body: { code: status, message: 'broken' } } });
	const { error } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'get', recordId: picked('1') },
	});
	expect(error?.httpCode).toBe(String(status));
	expect(nex.requests).toHaveLength(times);
});
