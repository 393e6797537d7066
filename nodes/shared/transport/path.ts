import { trimmed } from '../trimmed';
import { parseJson } from './json';

const NO_ID = new Set(['null', 'undefined', 'none', 'nan', '[object object]']);

/** True for a word that expressions and language models write for want of an ID. */
export const isNoId = (text: string): boolean => NO_ID.has(text.toLowerCase());

/** A whole number as sheets and tables show it once they count with it, such as 4.01122334455668E+16 or 40112233445566771.0. */
const ROUNDED = /^\d(\.\d+)?e\+\d\d$|^\d+\.\d+$/i;

const IN_NO_TOKEN = /[\s/\\?#%\p{Cc}\p{Cf}\p{Cs}]/u;
/** What divides and encloses IDs, and is left over from JSON and CSV. */
const IN_NO_ID = /["'`,;<>()[\]{}|\uFF0C\uFF1B\u3001\u060C\u061B]/;

/**
 * Why a value cannot stand in a path, as the end of a sentence; undefined if it can.
 * A token may have slashes, but nothing that climbs, should a proxy decode them on the way.
 */
function problem(text: string, isToken: boolean): string | undefined {
	if (text === '') return 'is empty';
	if (isNoId(text)) return `is "${text}", which is not an ID`;
	if (ROUNDED.test(text)) return `is ${text}, an ID that was taken for a number and may be rounded: format it as text where it comes from`;
	const parts = isToken ? text.split('/') : [text];
	const isStrange = (part: string) => IN_NO_TOKEN.test(part) || (!isToken && IN_NO_ID.test(part));
	if (parts.some((part) => part === '.' || part === '..' || isStrange(part))) return 'is not an ID: it has a character that no ID has';
	return undefined;
}

/** A path of the API with the names of its parameters in braces, such as /v1/records/{recordId}. */
export type PathTemplate = `/v1/${string}`;

/** The parameter names in a path template, in order. */
export function pathParameters(template: string): string[] {
	return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** What text says that is JSON, as language models write an ID or a thing that has one. */
function jsonIn(given: unknown): unknown {
	if (typeof given !== 'string' || !/^\s*["[{]/.test(given)) return given;
	try {
		return parseJson(given);
	} catch {
		return given;
	}
}

/** What stands for a thing that is given whole, or as a list of one: its ID. */
function idOf(value: unknown): unknown {
	if (Array.isArray(value) && value.length === 1) return idOf(value[0]);
	return value !== null && typeof value === 'object' && 'id' in value ? value.id : value;
}

const kindOf = (value: unknown): string =>
	Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object without "id"' : String(value);

/**
 * Reads the value of a path parameter, or says what is wrong with it.
 * Whatever an expression yields, the result reaches no endpoint but the template's own.
 *
 * @param isToken true for an opaque token, which may hold slashes and is encoded with them as one segment
 */
export function pathValue(given: unknown, isToken = false): { text: string } | { problem: string } {
	const value = idOf(isToken ? given : jsonIn(given)) ?? '';
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
		return { problem: 'is a number too long to be exact: pass the ID as text' };
	}
	const isWhole = Number.isInteger(value) || typeof value === 'bigint';
	if (typeof value !== 'string' && !isWhole) return { problem: `is not an ID, but ${kindOf(value)}` };
	const text = trimmed(String(value));
	const found = problem(text, isToken);
	return found ? { problem: found } : { text };
}

/** Puts values into a template, each encoded as one path segment. */
export function fillPath(template: string, values: Record<string, string>): string {
	return template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));
}
