import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { resourceOf } from '../support/nodes';
import { exampleOperations, pathsOf } from './examples/operations';
import type { Schema } from './schema';
import { schemaOf, strangers } from './schema';

/** Where the official OpenAPI file of Nex is, if it is there: it is not part of this repository. */
const CONTRACT = process.env.NEX_OPENAPI ?? '';
const hasContract = CONTRACT !== '' && existsSync(CONTRACT);

interface Model {
	$ref?: string;
	type?: string;
	properties?: Record<string, Model>;
	items?: Model;
	enum?: unknown[];
	additionalProperties?: boolean | Model;
}

interface Contract {
	paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema?: Model }> }> }>>;
	components: { schemas: Record<string, Model> };
}

const contract = (hasContract ? JSON.parse(readFileSync(CONTRACT, 'utf8')) : { paths: {}, components: { schemas: {} } }) as Contract;

/** A value that has everything a model of the contract names. */
function sampleOf(model: Model, depth = 0, name = ''): unknown {
	if (depth > 8) return undefined;
	if (model.$ref !== undefined) return sampleOf(contract.components.schemas[model.$ref.split('/').pop() ?? ''] ?? {}, depth + 1);
	if (model.type === 'array') return [sampleOf(model.items ?? {}, depth + 1)].filter((one) => one !== undefined);
	if (model.type === 'object' || model.properties)
		return Object.fromEntries(Object.entries(model.properties ?? {}).map(([inner, one]) => [inner, sampleOf(one, depth + 1, inner)]));
	if (model.enum) return model.enum.at(-1);
	// Too long for a JavaScript number, so that it comes out as text.
	if (model.type === 'integer' && /(^|_)id$/.test(name)) return '40112233445566771';
	return { string: 'text', integer: 7, number: 0.5, boolean: true }[model.type ?? ''];
}

const shape = (method: string, url: string) => `${method} ${url.replace(/\{\w+\}/g, '{}')}`.toLowerCase();

const models = new Map(
	Object.entries(contract.paths).flatMap(([url, methods]) =>
		Object.entries(methods).flatMap(([method, { responses }]) => {
			const { schema } = (responses['200'] ?? responses['202'])?.content?.['application/json'] ?? {};
			return schema ? [[shape(method, url), schema] as const] : [];
		}),
	),
);

const cases = exampleOperations.flatMap((one) => {
	const model = models.get(shape(one.definition.method, one.definition.url));
	return model ? [{ ...one, model }] : [];
});

(hasContract ? test.each(cases) : test.skip.each([{ node: 'Without NEX_OPENAPI', operation: 'no operation' } as (typeof cases)[number]]))(
	'$node, $operation: the editor knows every field that the contract promises, before the first run',
	async ({ node, operation, definition, create, model, example }) => {
		const nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
		try {
			const { parameters, input = {} } = await example.given(nex);
			nex.faults.add({ method: definition.method, path: pathsOf(definition), times: Infinity, do: { status: 200, body: sampleOf(model) } });
			const { items, error } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: input }],
				parameters: { ...parameters, operation },
			});
			expect(error).toBeUndefined();
			const file = join(__dirname, '..', '..', 'nodes', node, '__schema__', 'v1.0.0', resourceOf(create()), `${operation}.json`);
			const known = JSON.parse(readFileSync(file, 'utf8')) as Schema;
			expect(items.flatMap(({ json }) => strangers(schemaOf(json), known, operation))).toEqual([]);
		} finally {
			await nex.close();
		}
	},
);
