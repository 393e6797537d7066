import type { Expected } from './contract';
import { FORMS } from './contract';
import { isKnownName } from './names';

/** Rows of a list that are looked at. */
const MOST_ROWS = 200;
const DEEPEST = 12;

/** What stands for a name that the workspace may have made. */
const HIDDEN = '<name>';

/** Under these names stand maps whose keys the workspace makes: slugs of attributes and object types, IDs. */
const MAPS = new Set(['attributes', 'results', 'properties', 'previous_properties', 'insights', 'settings', 'anchors', 'error_details']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A form without any value: a type, a list of forms, or an object of forms. */
export type Shape = string | Shape[] | { [name: string]: Shape };

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value !== 'string') return typeof value;
	if (value === '') return 'empty text';
	if (/^-?\d{15,}$/.test(value)) return 'ID';
	return /^\d{4}-\d\d-\d\dT/.test(value) ? 'time' : 'text';
}

const alternatives = (shape: string): string[] => shape.split(' or ');

/** One shape that covers both. */
function merge(one: Shape | undefined, other: Shape): Shape {
	if (one === undefined) return other;
	if (typeof one === 'string' && typeof other === 'string')
		return [...new Set([...alternatives(one), ...alternatives(other)])].sort().join(' or ');
	if (Array.isArray(one) && Array.isArray(other)) return other.reduce((all: Shape[], each) => [merge(all[0], each)], one);
	if (isObject(one) && isObject(other)) {
		const merged: { [name: string]: Shape } = { ...one };
		for (const [name, shape] of Object.entries(other)) merged[name] = merge(merged[name], shape);
		return merged;
	}
	const names = [one, other].map((shape) => (typeof shape === 'string' ? shape : Array.isArray(shape) ? 'list' : 'object'));
	return merge(names[0] ?? '', names[1] ?? '');
}

/**
 * The names and types in an answer, and nothing else of it: no value, and no name that the workspace may have made,
 * which are all but those that sources on the API know.
 */
export function shapeOf(value: unknown, isMap = false, depth = 0): Shape {
	if (depth > DEEPEST) return 'deeper';
	if (Array.isArray(value))
		return value.slice(0, MOST_ROWS).reduce((all: Shape[], item) => [merge(all[0], shapeOf(item, false, depth + 1))], []);
	if (!isObject(value)) return typeOf(value);
	const shape: { [name: string]: Shape } = {};
	for (const [name, item] of Object.entries(value)) {
		const shown = !isMap && isKnownName(name) ? name : HIDDEN;
		shape[shown] = merge(shape[shown], shapeOf(item, shown !== HIDDEN && MAPS.has(name) && isObject(item), depth + 1));
	}
	return Object.fromEntries(Object.entries(shape).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where an answer differs from its documented form. A field that is missing or null does not: none is promised. */
export interface Difference {
	/** Names from the outside in, joined by dots; `[]` for the rows of a list. */
	at: string;
	documented: string;
	found: string;
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : isObject(value) ? 'object' : typeof value);

function documentedKind(expected: Expected): string {
	if (typeof expected !== 'string') return Array.isArray(expected) ? 'list' : 'object';
	return { text: 'string', nothing: 'undefined' }[expected] ?? expected;
}

/** An ID that JavaScript cannot hold as a number is read as text, so text of digits passes for either. */
const isLongNumber = (value: unknown): boolean => typeof value === 'string' && /^-?\d{16,}$/.test(value);

function collect(value: unknown, given: Expected, at: string, found: Map<string, Difference>, depth: number): void {
	const expected = typeof given === 'string' && given in FORMS ? (FORMS[given] ?? given) : given;
	if (value === undefined || value === null || expected === 'any' || depth > DEEPEST) return;
	const [documented, kind] = [documentedKind(expected), kindOf(value)];
	if (documented !== kind) {
		if (documented === 'number' && isLongNumber(value)) return;
		found.set(`${at} ${kind}`, { at: at || 'the answer', documented, found: kind });
	} else if (Array.isArray(value)) {
		const [row] = expected as readonly [Expected];
		for (const item of value.slice(0, MOST_ROWS)) collect(item, row, `${at}[]`, found, depth + 1);
	} else if (isObject(value)) {
		const fields = expected as { readonly [key: string]: Expected };
		for (const [name, item] of Object.entries(value)) {
			const isDocumented = Object.hasOwn(fields, name) && name !== '*';
			const shown = isDocumented || (!('*' in fields) && isKnownName(name)) ? name : HIDDEN;
			const where = at === '' ? shown : `${at}.${shown}`;
			const inner = isDocumented ? fields[name] : fields['*'];
			if (inner === undefined) found.set(`${where} more`, { at: where, documented: 'nothing', found: kindOf(item) });
			else collect(item, inner, where, found, depth + 1);
		}
	}
}

/** How an answer differs from its documented form, each difference once, in order of its place. */
export function differences(body: unknown, expected: Expected): Difference[] {
	const found = new Map<string, Difference>();
	collect(body, expected, '', found, 0);
	return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference);
}
