import { badRequest } from './errors';
import { isId } from './ids';

/** Readers of request fields. Each answers `undefined` if an optional field is absent, and throws a 400 that names the field. */
export type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;

export function text(fields: Fields, name: string): string | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'string') throw badRequest(`${name} must be a string`);
	return value;
}

/** A string that must be there and hold more than white space. */
export function requiredText(fields: Fields, name: string): string {
	const value = text(fields, name);
	if (value === undefined) throw badRequest(`${name} is required`);
	if (!value.trim()) throw badRequest(`${name} must not be empty`);
	return value;
}

/** A string that may be left out but not emptied. */
export function filledText(fields: Fields, name: string): string | undefined {
	return fields[name] === undefined ? undefined : requiredText(fields, name);
}

export function flag(fields: Fields, name: string): boolean | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'boolean') throw badRequest(`${name} must be true or false`);
	return value;
}

export function integer(fields: Fields, name: string, min: number, max = Infinity): number | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'number' || !Number.isInteger(value)) throw badRequest(`${name} must be an integer`);
	if (value < min) throw badRequest(`${name} must be at least ${min}`);
	if (value > max) throw badRequest(`${name} must be at most ${max}`);
	return value;
}

export function oneOf<const T extends string>(fields: Fields, name: string, choices: readonly T[]): T | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	const choice = choices.find((one) => one === value);
	if (choice === undefined) throw badRequest(`${name} must be one of: ${choices.map((one) => one || '""').join(', ')}`);
	return choice;
}

export function texts(fields: Fields, name: string): string[] | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
		throw badRequest(`${name} must be an array of strings`);
	return value;
}

export function object(fields: Fields, name: string): Fields | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (!isObject(value)) throw badRequest(`${name} must be an object`);
	return value;
}

export function requiredObject(fields: Fields, name: string): Fields {
	const value = object(fields, name);
	if (!value) throw badRequest(`${name} is required`);
	return value;
}

export function objects(fields: Fields, name: string): Fields[] | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (!Array.isArray(value) || !value.every(isObject)) throw badRequest(`${name} must be an array of objects`);
	return value;
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

const isDateTime = (value: unknown): value is string =>
	typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));

export function dateTime(fields: Fields, name: string): string | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (!isDateTime(value)) throw badRequest(`${name} must be an RFC 3339 date-time`);
	return value;
}

/** A URL-safe name for a new object type, attribute or list. */
export function slug(fields: Fields): string {
	const value = requiredText(fields, 'slug');
	if (!/^[A-Za-z0-9_-]+$/.test(value)) throw badRequest('slug must be URL-safe: letters, digits, - and _');
	return value;
}

/** A query as fields, so that the readers above serve both: names map to numbers and booleans if `types` says so. */
export function queryFields(query: URLSearchParams, types: Record<string, 'text' | 'integer' | 'boolean'>): Fields {
	const fields: Fields = {};
	for (const [name, type] of Object.entries(types)) {
		const value = query.get(name);
		if (value === null) continue;
		if (type === 'text') fields[name] = value;
		else if (type === 'boolean') {
			if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false`);
			fields[name] = value === 'true';
		} else {
			if (!/^-?\d+$/.test(value)) throw badRequest(`${name} must be an integer`);
			fields[name] = Number(value);
		}
	}
	return fields;
}

/** An id from the path. */
export function pathId(params: Fields, name: string): string {
	const value = text(params, name) ?? '';
	if (!isId(value)) throw badRequest(`${name} must be an integer ID, not "${value}"`);
	return value;
}

/** An id in a body: a string of digits. */
export function requiredId(fields: Fields, name: string): string {
	const value = requiredText(fields, name);
	if (!isId(value)) throw badRequest(`${name} must be an ID, not "${value}"`);
	return value;
}
