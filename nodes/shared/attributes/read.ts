import { isObject } from '../isObject';
import { parseJson } from '../transport/json';
import { trimmed } from '../trimmed';
import { isBlank, isEmpty } from '../values/blank';
import { findChoice, readChoice } from '../values/choice';
import { readMoment } from '../values/date';
import { withoutFence } from '../values/json';
import { COMMAS, COMMAS_AND_SEMICOLONS, LINE_END, readEach, readParts } from '../values/list';
import { readNumber } from '../values/number';
import { isJsonObject } from '../values/object';
import type { Reading } from '../values/reader';
import { shown } from '../values/reader';
import { readSwitch } from '../values/switch';
import { readText, readWord } from '../values/text';
import { readAddress } from './address';
import type { FormField } from './field';
import { typeOf } from './field';
import { readJsonValue } from './json';
import { PARTS } from './parts';

type ReadValue = (value: unknown, field: FormField, timezone: string) => Reading;

/** A day, or a moment with its offset (https://www.rfc-editor.org/rfc/rfc3339). */
const EXACT_DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/;

/** A day as such, and a moment with its offset, not in UTC, so that the day stays the one that was chosen. */
const date: ReadValue = (value, _field, timezone) => {
	const read = readMoment(value, timezone);
	if ('problem' in read) return read;
	const isExact = typeof value === 'string' && EXACT_DATE.test(trimmed(value));
	return { value: isExact ? trimmed(String(value)) : (read.value?.toISO() ?? undefined) };
};

const option: ReadValue = (value, { options = [] }) => {
	const wanted = isObject(value) ? (value.id ?? value.name ?? value) : value;
	if (options.length === 0) return readText(wanted);
	const read = readChoice(wanted, options);
	if (!('problem' in read)) return read;
	return { ...read, advice: `${read.advice ?? ''} If Nex has others by now, refresh the list of attributes in the form.`.trim() };
};

/** A country code as people write it, such as "+49" or "0049". */
const countryCode = (value: unknown): Reading =>
	readNumber(typeof value === 'string' ? trimmed(value).replace(/^(\+|00)\s*(?=\d)/, '') : value, { least: 1, most: 999, whole: true });

/** Reads a part of a structured value by its name. */
export function readPart(type: string | undefined, part: string, value: unknown): Reading {
	if (part === 'country_code') return countryCode(value);
	if (part === 'value') return readNumber(value);
	if (part === 'number') return readAddress('phone')(value);
	const known = type === undefined || Object.hasOwn(PARTS.get(type) ?? {}, part);
	return known ? readWord(value) : readJsonValue(value);
}

/** An object of parts, blank ones left out; nothing if all are. */
function partsOf(type: string, given: object): Reading {
	const entries: Array<[string, unknown]> = [];
	for (const [part, value] of Object.entries(given)) {
		if (isBlank(value)) continue;
		const read = readPart(type, part, value);
		if ('problem' in read) return { ...read, problem: `${read.problem} (in "${part}")` };
		entries.push([part, read.value]);
	}
	return { value: entries.length > 0 ? Object.fromEntries(entries) : undefined };
}

/** What text says that is a JSON object or list; undefined for any other. */
function jsonIn(value: unknown): unknown {
	if (typeof value !== 'string' || !/^[[{`]/.test(trimmed(value))) return undefined;
	try {
		const read = parseJson(withoutFence(value));
		return read !== null && typeof read === 'object' ? read : undefined;
	} catch {
		return undefined;
	}
}

/** Text that begins as JSON does, for a value that may be an object: no name and no place begins so. */
const looksLikeJson = (value: unknown): boolean => typeof value === 'string' && /^(```|\{|\[\s*["{])/.test(trimmed(value));

/** A value that is text, or an object of parts. */
const structured =
	(type: string, plain: ReadValue): ReadValue =>
	(value, field, timezone) => {
		const given = jsonIn(value) ?? value;
		if (isJsonObject(given)) return partsOf(type, given);
		if (looksLikeJson(given)) return { problem: 'starts like JSON, but is none', advice: 'Check quotes, commas and brackets.' };
		return plain(given, field, timezone);
	};

/** A value of a type that is not known: as it is, text that is a JSON object as what it says. */
const anything: ReadValue = (value) => {
	const given = jsonIn(value) ?? value;
	return isEmpty(given) ? { value: undefined } : readJsonValue(given);
};

const READERS: ReadonlyMap<string, ReadValue> = new Map<string, ReadValue>([
	['text', (value) => readText(value)],
	['email', readAddress('email')],
	['url', readAddress('url')],
	['domain', readAddress('domain')],
	['number', (value) => readNumber(value)],
	['boolean', (value) => readSwitch(value)],
	['date', date],
	['select', option],
	['full_name', structured('full_name', (value) => readText(value))],
	['phone', structured('phone', readAddress('phone'))],
	['location', structured('location', (value) => readText(value))],
	['social_profile', structured('social_profile', readAddress('social_profile'))],
	['currency', structured('currency', (value) => readNumber(value))],
]);

/** True for a type that an attribute may have, as far as they are documented (docs/api.md#objects). */
export const isAttributeType = (type: string): boolean => READERS.has(type);

const readOne: ReadValue = (value, field, timezone) => (READERS.get(typeOf(field) ?? '') ?? anything)(value, field, timezone);

/** Reads the value of an attribute that holds one. A list of one is that one, also as JSON if the attribute is not plain text. */
export const readAttribute: ReadValue = (value, field, timezone) => {
	const type = typeOf(field) ?? '';
	const json = READERS.has(type) && type !== 'text' ? jsonIn(value) : undefined;
	const given: unknown = Array.isArray(json) ? json : value;
	if (!Array.isArray(given)) return readOne(given, field, timezone);
	const filled = given.filter((one) => !isEmpty(one));
	if (filled.length === 0) return { value: undefined };
	if (filled.length > 1 && READERS.has(type)) return { problem: `takes one value, but is ${shown(value)}`, advice: 'Pick one of them.' };
	return readOne(filled.length === 1 ? filled[0] : filled, field, timezone);
};

/** Types whose values have no comma inside. */
const WITHOUT_COMMAS: ReadonlySet<string> = new Set(['number', 'currency', 'boolean', 'date', 'email', 'domain', 'phone']);
/** Types whose values have no semicolon inside; a phone number may go on with one, as in ";ext=". */
const WITHOUT_SEMICOLONS: ReadonlySet<string> = new Set([...WITHOUT_COMMAS].filter((type) => type !== 'phone'));

/** What divides the text of a list: semicolons too, if no value has one inside or it is known which values there are. */
const dividerOf = (field: FormField): RegExp =>
	(typeOf(field) === 'select' ? (field.options ?? []).length > 0 : WITHOUT_SEMICOLONS.has(typeOf(field) ?? ''))
		? COMMAS_AND_SEMICOLONS
		: COMMAS;

/** True for numbers whose commas may as well be decimal points, or stand between thousands. */
function mayBeOneNumber(text: string, field: FormField): boolean {
	if (!['number', 'currency'].includes(typeOf(field) ?? '')) return false;
	return text.split(/[\n;]/).some((line) => {
		const given = trimmed(line);
		const isMixed = /\d,\d/.test(given) && /,\s/.test(given);
		return isMixed || /^[+-]?[\d.]+,\d{1,3}$/.test(given) || /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(given);
	});
}

/** Pieces that are single words or addresses by their looks, and so no text with commas in it. For forms that say nothing of types. */
const looksDivided = (pieces: string[]): boolean => pieces.every((piece) => !/\s/.test(trimmed(piece)));

/** Text that stands for one value although it may have commas in it. */
function isWhole(text: string, field: FormField): boolean {
	const type = typeOf(field);
	if (type === 'select') return findChoice(text, field.options ?? []) !== undefined;
	if (LINE_END.test(text) || (type !== undefined && WITHOUT_COMMAS.has(type))) return false;
	// A comma may stand inside an address of the web, but no blank, nor does the next address begin in it.
	if (type === 'url' || type === 'social_profile') return !/\s|,(\w[\w+.-]*:\/\/|www\.|@)/i.test(trimmed(text)) && /[/:]/.test(text);
	return type === undefined ? !looksDivided(text.split(',')) : true;
}

function parts(value: unknown, field: FormField): Reading<unknown[]> {
	if (typeof value !== 'string') return readParts(value);
	const json = jsonIn(value);
	if (Array.isArray(json)) return readParts(json);
	// In an attribute of plain text, what looks like JSON is text as well.
	const isText = typeOf(field) === 'text';
	if (json !== undefined && !isText) return { value: [json] };
	const text = trimmed(value);
	if ((isText || !text.startsWith('[')) && isWhole(text, field)) return { value: [text] };
	const divider = dividerOf(field);
	if (mayBeOneNumber(text, field))
		return { problem: `may be one number or several: ${shown(text)}`, advice: 'Write a decimal point, and give several one per line.' };
	const read = readParts(text, { isWhole: (piece) => isWhole(piece, field), divider });
	return 'problem' in read ? read : { value: read.value?.map((one) => (typeof one === 'string' ? trimmed(one) : one)) };
}

/** Reads the values of an attribute that holds several: from a list, JSON, lines, and commas if none can be part of a value. */
export const readAttributeList: ReadValue = (value, field, timezone) =>
	readEach(parts(value, field), (one) => readOne(one, field, timezone));
