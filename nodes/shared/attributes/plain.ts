import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

type Value = IDataObject[string];

const BESIDE_THE_VALUE = new Set(['id', 'type', 'attribute_id', 'created_at', 'updated_at']);

/**
 * An attribute's value as a person would write it: a full name as one text, and the value alone where
 * Nex wraps it in an object with an id and a type (API facts, 1.16). What is not known stays as it is.
 */
export function plainValue(value: unknown): Value {
	if (Array.isArray(value)) return value.map(plainValue) as Value;
	if (!isObject(value)) return value as Value;
	const { first_name: first, last_name: last, type } = value;
	const keys = Object.keys(value);
	if (keys.length > 0 && keys.every((key) => key === 'first_name' || key === 'last_name')) {
		return [first, last].filter((name) => typeof name === 'string' && name !== '').join(' ');
	}
	const rest = keys.filter((key) => !BESIDE_THE_VALUE.has(key));
	if (typeof type === 'string' && rest.length === 1 && rest[0] !== undefined) return plainValue(value[rest[0]]);
	return value;
}

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

/** A record as one flat object: its id, type and dates with its attributes beside them, values made plain. */
export function simplifyRecord(record: IDataObject): IDataObject {
	const { id, type, created_at: createdAt, updated_at: updatedAt, attributes } = record;
	const own: IDataObject = { id, type };
	const dates: IDataObject = { created_at: createdAt, updated_at: updatedAt };
	const plain: IDataObject = {};
	for (const [slug, value] of Object.entries(isObject(attributes) ? attributes : {})) {
		plain[slug in own || slug in dates ? `attribute_${slug}` : slug] = plainValue(value);
	}
	return { ...own, ...plain, ...dates };
}
