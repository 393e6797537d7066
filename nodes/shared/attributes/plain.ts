import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';
import { isAttributeType } from './read';
import type { Value } from './values';

/** What Nex lays beside a value that it wraps. */
const BESIDE_THE_VALUE = new Set(['id', 'type', 'attribute_id', 'created_at', 'updated_at']);

/**
 * The value that Nex wraps in an object with an id and the name of its type, such as `{ "id": "…", "type": "text", "text": "Oak" }`.
 * An object that says more, such as a record with its name, stays whole: nothing of it is beside the value.
 */
export function unwrapped(value: unknown): Value {
	if (Array.isArray(value)) return value.map(unwrapped) as Value;
	if (!isObject(value) || typeof value.type !== 'string') return value as Value;
	// Of another type it may be a record, whose ID is more than that of a value.
	if ('id' in value && !isAttributeType(value.type)) return value;
	for (const key of [value.type, 'value']) {
		if (key !== 'type' && key !== 'id' && Object.hasOwn(value, key)) {
			const beside = Object.keys(value).filter((name) => name !== key && !BESIDE_THE_VALUE.has(name));
			if (beside.length === 0) return unwrapped(value[key]);
		}
	}
	return value;
}

function named(value: Value): Value {
	if (Array.isArray(value)) return value.map((one) => named(one as Value)) as Value;
	if (!isObject(value)) return value;
	const keys = Object.keys(value);
	if (keys.length === 0 || !keys.every((key) => key === 'first_name' || key === 'last_name')) return value;
	return [value.first_name, value.last_name].filter((name) => typeof name === 'string' && name !== '').join(' ');
}

/**
 * An attribute's value as a person would write it: a full name as one text, and the value alone if Nex wraps it. What
 * is not known stays.
 */
export const plainValue = (value: unknown): Value => named(unwrapped(value));

/** The text that names a record in a list: its name, else what best tells it from others. */
export function recordName(record: IDataObject): string {
	const attributes = isObject(record.attributes) ? record.attributes : {};
	for (const slug of ['name', 'title', 'email_addresses', 'email', 'domains', 'domain']) {
		const value = plainValue(attributes[slug]);
		const first = Array.isArray(value) ? value[0] : value;
		if ((typeof first === 'string' && first.trim() !== '') || typeof first === 'number') return String(first);
	}
	return `Record ${String(record.id ?? '')}`.trim();
}

/** Names that a simplified record has of its own, however often they are prefixed: an attribute of such a name gets one prefix more. */
const OWN = /^(attribute_)*(id|type|object_id|parent_id|workspace_id|created_at|updated_at)$/;

/** What an attribute is called in a simplified record. */
const nameInRecord = (slug: string): string => (OWN.test(slug) ? `attribute_${slug}` : slug);

/** The slug of the attribute that has the name in a simplified record; undefined for what is the record's own. */
export const slugInRecord = (name: string): string | undefined =>
	OWN.test(name) ? (name.startsWith('attribute_') ? name.slice('attribute_'.length) : undefined) : name;

/** True for an item that looks like a simplified record, such as Get Record gives. */
export const isSimplifiedRecord = (item: IDataObject): boolean =>
	['id', 'type', 'created_at', 'updated_at'].every((name) => Object.hasOwn(item, name)) && !isObject(item.attributes);

const IDS = ['id', 'type', 'object_id', 'parent_id'] as const;
const ENDS = ['created_at', 'updated_at', 'workspace_id'] as const;

/** What stands beside the values that are put among it, as pairs of a name and a value. */
const given = (row: IDataObject, names: readonly string[]) =>
	names.filter((name) => Object.hasOwn(row, name)).map((name) => [name, row[name]]);

/** A record as one flat object: its IDs, type and dates with its attributes beside them, values made plain. */
export function simplifyRecord(record: IDataObject): IDataObject {
	const { attributes: held } = record;
	const attributes = Object.entries(isObject(held) ? held : {});
	// In a shape that is not known they stay as they are.
	const unknown = Array.isArray(held) && held.length > 0 ? [['attributes', held]] : [];
	const others = Object.keys(record).filter((name) => /_ids?$/.test(name) && !OWN.test(name));
	return Object.fromEntries([
		['id', record.id],
		['type', record.type],
		...given(record, IDS),
		...given(record, others),
		...unknown,
		...attributes.map(([slug, value]) => [nameInRecord(slug), plainValue(value)]),
		['created_at', record.created_at],
		['updated_at', record.updated_at],
		...given(record, ENDS),
	]) as IDataObject;
}

/** A row with what it holds under `key` beside its own fields, values made plain. A name that both have gets a prefix. */
export function flattened(row: IDataObject, key: string): IDataObject {
	const { [key]: inner, ...own } = row;
	const entries = Object.entries(isObject(inner) ? inner : {});
	return {
		...own,
		...Object.fromEntries(entries.map(([name, value]) => [Object.hasOwn(own, name) ? `attribute_${name}` : name, plainValue(value)])),
	};
}
