import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { actionNodes, resourceOf } from '../support/nodes';
import type { Example } from './examples/example';

/** JSON schema as the editor reads it to offer fields before the first run. */
interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) return value.length === 0 ? { type: 'array' } : { type: 'array', items: value.map(schemaOf).reduce(merge) };
	if (value === null || typeof value !== 'object') return { type: typeOf(value) };
	return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, schemaOf(one)])) };
}

/** What fits both; where one is null, the other says more. */
function merge(a: Schema, b: Schema): Schema {
	if (a.type === 'null') return b;
	if (b.type === 'null' || a.type !== b.type) return a;
	if (a.type === 'array') return a.items && b.items ? { ...a, items: merge(a.items, b.items) } : { ...a, items: a.items ?? b.items };
	if (a.type !== 'object') return a;
	const names = [...new Set([...Object.keys(a.properties ?? {}), ...Object.keys(b.properties ?? {})])];
	return {
		type: 'object',
		properties: Object.fromEntries(names.map((name) => [name, mergeKnown(a.properties?.[name], b.properties?.[name])])),
	};
}

const mergeKnown = (a: Schema | undefined, b: Schema | undefined): Schema => (a && b ? merge(a, b) : (a ?? b ?? { type: 'null' }));

/** The names in an answer that a schema does not have, or has with another type. */
function strangers(seen: Schema, known: Schema | undefined, path: string): string[] {
	if (!known) return [`${path} is not in the schema`];
	if (seen.type === 'null' || known.type === 'null') return [];
	if (seen.type !== known.type) return [`${path} is ${seen.type}, and ${known.type} in the schema`];
	const inner = Object.entries(seen.properties ?? {}).flatMap(([name, one]) => strangers(one, known.properties?.[name], `${path}.${name}`));
	return seen.items && known.items ? [...inner, ...strangers(seen.items, known.items, `${path}[]`)] : inner;
}

const cases = actionNodes.flatMap(({ name, create, operations }) => {
	const examples = jest.requireActual<Record<string, Record<string, Example>>>(`./examples/${name}`)[name] ?? {};
	return operations.map(({ option: { value } }) => ({ node: name, operation: String(value), create, example: examples[String(value)] }));
});

/** `WRITE_SCHEMAS=1 npx jest output-schemas` makes the files anew from what the examples give. */
test.each(cases)(
	'$node, $operation: the editor knows the fields of the answer before the first run',
	async ({ node, operation, create, example }) => {
		if (!example) throw new Error('there is no example');
		const nex = await startNexServer({ jobDuration: 0 });
		try {
			const { parameters, input = {} } = await example.given(nex);
			const { items, error } = await runNode(create(), {
				credential: nex.credential,
				items: [{ json: input }],
				parameters: { ...parameters, operation },
			});
			expect(error).toBeUndefined();
			const seen = items.map(({ json }) => schemaOf(json)).reduce(merge);
			const file = join(__dirname, '..', '..', 'nodes', node, '__schema__', 'v1.0.0', resourceOf(create()), `${operation}.json`);
			if (process.env.WRITE_SCHEMAS) {
				mkdirSync(dirname(file), { recursive: true });
				writeFileSync(file, `${JSON.stringify({ ...seen, version: 1 }, null, '\t')}\n`);
			}
			expect(existsSync(file)).toBe(true);
			expect(strangers(seen, JSON.parse(readFileSync(file, 'utf8')) as Schema, operation)).toEqual([]);
		} finally {
			await nex.close();
		}
	},
);
