import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { resourceOf } from '../support/nodes';
import type { MoreAnswers } from './examples/more-answers';
import { moreAnswers } from './examples/more-answers';
import type { ExampleOperation } from './examples/operations';
import { exampleOperations } from './examples/operations';
import type { Schema } from './schema';
import { merge, schemaOf, strangers } from './schema';

// Between two looks at a job nothing happens here that has to be waited for.
jest.mock('../../nodes/shared/transport/wait', () => ({ wait: async () => await new Promise((resolve) => setImmediate(resolve)) }));

/** Every answer that an operation's examples bring about, as one schema. */
async function seenOf({ node, operation, create, example }: ExampleOperation): Promise<Schema> {
	const runs: MoreAnswers[] = [{}, ...(moreAnswers[`${node}.${operation}`] ?? [])];
	const seen: Schema[] = [];
	for (const { parameters: more = {}, answers = {}, data } of runs) {
		const nex = await startNexServer({ jobDuration: 0, exchangeLog: '', ...(data && { data }) });
		try {
			const { parameters, input = {} } = await example.given(nex);
			for (const [operationId, body] of Object.entries(answers))
				nex.faults.add({ operation: operationId, times: Infinity, do: { status: 200, body } });
			const { items, error } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: input }],
				parameters: { ...parameters, ...more, operation },
			});
			expect(error).toBeUndefined();
			seen.push(...items.map(({ json }) => schemaOf(json)));
		} finally {
			await nex.close();
		}
	}
	return seen.reduce(merge);
}

/** Makes the files anew from what the examples give. */
const WRITE = 'WRITE_SCHEMAS=1 npx jest output-schemas';

test.each(exampleOperations)('$node, $operation: the editor knows the fields of the answer before the first run', async (one) => {
	const seen = await seenOf(one);
	const file = join(__dirname, '..', '..', 'nodes', one.node, '__schema__', 'v1.0.0', resourceOf(one.create()), `${one.operation}.json`);
	if (process.env.WRITE_SCHEMAS) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify({ ...seen, version: 1 }, null, '\t')}\n`);
	}
	const unknown = existsSync(file) ? strangers(seen, JSON.parse(readFileSync(file, 'utf8')) as Schema, one.operation) : ['every field'];
	expect({ unknown, mend: WRITE }).toEqual({ unknown: [], mend: WRITE });
});
