import { badRequest } from './errors';
import { Bare } from './json';
import type { Attribute } from './types';

/** Attribute values: what each of the 13 types takes, how it is stored, compared and shown (docs/api.md#attribute-values). */

/** What a select takes its options by. */
type SelectBy = 'both' | 'labels' | 'IDs';

type Check = (value: unknown, attribute: Attribute, selectBy: SelectBy) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Bare);

const fail = (attribute: Attribute, wanted: string): never => {
	throw badRequest(`${attribute.slug} must be ${wanted}`);
};

/** A string, or an object whose values are strings. */
const stringOrParts =
	(wanted: string, ...parts: string[]): Check =>
	(value, attribute) => {
		if (typeof value === 'string' && value.trim()) return value;
		if (!isObject(value)) return fail(attribute, wanted);
		const given = Object.entries(value);
		if (given.length === 0) return fail(attribute, wanted);
		for (const [name, part] of given) {
			if (!parts.includes(name)) throw badRequest(`${attribute.slug} has no part "${name}"; its parts are ${parts.join(', ')}`);
			if (typeof part !== 'string') throw badRequest(`${attribute.slug}.${name} must be a string`);
		}
		return value;
	};

const matching =
	(pattern: RegExp, wanted: string): Check =>
	(value, attribute) =>
		typeof value === 'string' && pattern.test(value) ? value : fail(attribute, wanted);

const isNumber = (value: unknown): value is number | Bare => value instanceof Bare || (typeof value === 'number' && Number.isFinite(value));

const checks: Record<Attribute['type'], Check> = {
	text: (value, attribute) => (typeof value === 'string' ? value : fail(attribute, 'a string')),
	number: (value, attribute) => {
		if (!isNumber(value)) return fail(attribute, 'a number');
		if (attribute.options.is_whole_number && typeof value === 'number' && !Number.isInteger(value))
			return fail(attribute, 'a whole number');
		return value;
	},
	email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address'),
	phone: (value, attribute) => {
		const wanted = 'a phone number: a string, or an object of country_code (an integer) and number (a string)';
		if (typeof value === 'string' && /\d/.test(value)) return value;
		if (!isObject(value) || typeof value.number !== 'string' || (value.country_code !== undefined && !Number.isInteger(value.country_code)))
			return fail(attribute, wanted);
		return value;
	},
	url: (value, attribute) => (typeof value === 'string' && URL.canParse(value) ? value : fail(attribute, 'a URL')),
	date: (value, attribute) =>
		typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value) && !Number.isNaN(Date.parse(value))
			? value
			: fail(attribute, 'a date: YYYY-MM-DD or RFC 3339'),
	boolean: (value, attribute) => (typeof value === 'boolean' ? value : fail(attribute, 'true or false')),
	currency: (value, attribute) => {
		if (isNumber(value)) return value;
		if (isObject(value) && isNumber(value.value) && (value.currency === undefined || typeof value.currency === 'string')) return value;
		return fail(attribute, 'an amount: a number, or an object of value (a number) and currency (a string)');
	},
	location: stringOrParts('a location: a string, or an object', 'street', 'city', 'region', 'postal_code', 'country'),
	select: (value, attribute, by) => {
		const { select_options: options } = attribute.options;
		const option =
			(by === 'labels' ? undefined : options.find((one) => one.id === value)) ??
			(by === 'IDs' ? undefined : options.find((one) => one.name === value));
		return option ? option.name : fail(attribute, `one of its options: ${options.map((one) => one.name).join(', ')}`);
	},
	social_profile: stringOrParts('a social profile: a string, or an object', 'username', 'url'),
	domain: matching(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'a domain'),
	full_name: stringOrParts('a name: a string, or an object of first_name and last_name', 'first_name', 'middle_name', 'last_name'),
};

/**
 * `value` as it is stored, or `undefined` if it clears the attribute (null, or an empty array).
 * @throws ApiError 400 that names the attribute
 */
export function storedValue(attribute: Attribute, value: unknown, selectBy: SelectBy = 'both'): unknown {
	if (value === null || (Array.isArray(value) && value.length === 0)) {
		if (attribute.options.is_required) throw badRequest(`${attribute.slug} is required`);
		return undefined;
	}
	const check = checks[attribute.type];
	if (attribute.options.is_multi_value)
		return (Array.isArray(value) ? value : [value]).map((item: unknown) => check(item, attribute, selectBy));
	if (Array.isArray(value)) throw badRequest(`${attribute.slug} takes one value, not an array`);
	return check(value, attribute, selectBy);
}

/** Stored values one by one: those of a multi-value attribute, or the single one. */
export const eachValue = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Equal for values that count as the same when matching and when checking that they are unique. */
export const valueKey = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : JSON.stringify(value));

/** A value as a person would read it. */
export function plainText(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return value.map(plainText).join(', ');
	if (isObject(value)) return Object.values(value).map(plainText).filter(Boolean).join(' ');
	return String(value);
}

/** A value in the other shape sources know: an array of value objects, the value under the name of its type. */
export const valueObjects = (attribute: Attribute, value: unknown): unknown =>
	eachValue(value).map((item, index) => ({ id: `${attribute.id}${index}`, type: attribute.type, [attribute.type]: item }));
