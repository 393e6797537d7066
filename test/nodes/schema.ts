/** JSON schema as the editor reads it to offer fields before the first run. */
export interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** The schema that fits a value. */
export function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) return value.length === 0 ? { type: 'array' } : { type: 'array', items: value.map(schemaOf).reduce(merge) };
	if (value === null || typeof value !== 'object') return { type: typeOf(value) };
	const said = Object.entries(value).filter(([, one]) => one !== undefined);
	return { type: 'object', properties: Object.fromEntries(said.map(([key, one]) => [key, schemaOf(one)])) };
}

/** What fits both; if one is null, the other says more. */
export function merge(a: Schema, b: Schema): Schema {
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
export function strangers(seen: Schema, known: Schema | undefined, path: string): string[] {
	if (!known) return [`${path} is not in the schema`];
	if (seen.type === 'null' || known.type === 'null') return [];
	if (seen.type !== known.type) return [`${path} is ${seen.type}, and ${known.type} in the schema`];
	const inner = Object.entries(seen.properties ?? {}).flatMap(([name, one]) => strangers(one, known.properties?.[name], `${path}.${name}`));
	return seen.items && known.items ? [...inner, ...strangers(seen.items, known.items, `${path}[]`)] : inner;
}
