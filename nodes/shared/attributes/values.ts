import type { FieldType, IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';
import { isBlank } from '../values/blank';
import { numberIn } from '../values/number';
import { switchIn } from '../values/switch';
import { parseJson } from '../transport/json';
import { PARTS } from './form';

const PART_NAMES = new Set(Object.values(PARTS).flatMap((parts) => Object.keys(parts)));

type Value = IDataObject[string];

const OPTION = /^(.+?)\[(.+)\]$/;

/** A date as text, whatever the form or an expression gave. */
function dateless(value: unknown): Value {
	if (value instanceof Date) return value.toISOString();
	if (value !== null && typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') return String(value.toISO());
	return value as Value;
}

/** Splits what was typed for an attribute with several values: a JSON list, one per line, or commas. Blank ones are left out. */
function list(value: unknown): Value[] {
	if (typeof value !== 'string') return Array.isArray(value) ? value.filter((one) => !isBlank(one)) : [dateless(value)];
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			return (parseJson(text) as Value[]).filter((one) => !isBlank(one));
		} catch {
			// Not JSON after all: it is read as typed text.
		}
	}
	return text
		.split(text.includes('\n') ? '\n' : ',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

const isEmptyList = (value: unknown) => (Array.isArray(value) ? value.length === 0 : /^\s*\[\s*\]\s*$/.test(String(value)));

/** A structured value that was typed as JSON comes out as what it says. */
function single(value: unknown): Value {
	if (typeof value === 'string' && value.trim().startsWith('{')) {
		try {
			return parseJson(value) as Value;
		} catch {
			return value;
		}
	}
	return dateless(value);
}

/** A field of the form as the node keeps it. */
export interface FormField {
	id: string;
	type?: FieldType;
	options?: INodePropertyOptions[];
}

/** The ID of the option of that name; what names none stays as it is. */
function optionId(options: INodePropertyOptions[], value: unknown): Value {
	if (typeof value !== 'string' || options.some((option) => option.value === value)) return value as Value;
	const name = value.trim().toLowerCase();
	return options.find((option) => option.name.toLowerCase() === name)?.value ?? value;
}

/** A moment as n8n's date picker writes it, which has no time zone. */
const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** Text that is a number, as that number; one too long to be exact stays text. */
function exactNumber(value: unknown): unknown {
	const number = numberIn(value);
	return number === undefined || (Number.isInteger(number) && !Number.isSafeInteger(number)) ? value : number;
}

/** What a field of that type stands for; what an expression gave as text is read as what the type says. */
function typed(type: FieldType | undefined, value: unknown, timezone: string): unknown {
	if (type === 'number') return exactNumber(value);
	if (type === 'boolean') return switchIn(value) ?? value;
	// With the offset and not in UTC, so that the day stays the one that was chosen.
	if (type === 'dateTime' && typeof value === 'string' && ZONELESS.test(value.trim()))
		return tryToParseDateTime(value.trim(), timezone).toISO();
	return value;
}

/** A structured value from its parts, which win over the whole. An amount is its own whole: only its currency comes apart. */
function joined(whole: Value | undefined, parts: IDataObject): Value {
	const known = whole !== null && typeof whole === 'object' ? (whole as IDataObject) : {};
	const isAmount = 'currency' in parts && !('value' in parts) && (typeof whole === 'number' || typeof whole === 'string');
	return { ...known, ...(isAmount && { value: whole }), ...parts };
}

/**
 * The `attributes` of a request from the values of an attribute form, where ids are `slug`, `slug[]`,
 * `slug[option]` or `slug.part`. Fields left blank are not sent, so that Nex leaves their attributes alone.
 *
 * @param schema the fields of the form, whose types say how text is read, and by whose options a select may be given by name
 * @param timezone of the workflow: moments without one are meant in it
 */
export function attributesFromForm(values: Record<string, unknown>, schema: FormField[] = [], timezone = 'UTC'): IDataObject {
	const attributes: IDataObject = {};
	const parts: Record<string, IDataObject> = {};
	const add = (slug: string, found: Value[]) => {
		const known = attributes[slug];
		const before = Array.isArray(known) ? (known as Value[]) : [];
		attributes[slug] = [...before, ...found.filter((one) => !before.includes(one))] as Value;
	};
	const fields = new Map(schema.map((field) => [field.id, field]));
	for (const [id, given] of Object.entries(values)) {
		if (isBlank(given)) continue;
		const { type, options = [] } = fields.get(id) ?? {};
		const value = typed(type, given, timezone);
		const dot = id.lastIndexOf('.');
		const [, select, option] = OPTION.exec(id) ?? [];
		const [slug, part] = [id.slice(0, dot), id.slice(dot + 1)];
		if (dot > 0 && PART_NAMES.has(part)) {
			parts[slug] = { ...parts[slug], [part]: value as Value };
		} else if (id.endsWith('[]')) {
			const found = list(value);
			// An empty list clears what stands in Nex; one that expressions left without a value does not.
			if (found.length > 0 || isEmptyList(value))
				add(
					id.slice(0, -2),
					found.map((one) => optionId(options, one)),
				);
		} else if (select !== undefined && option !== undefined) {
			add(select, switchIn(value) ? [option] : []);
		} else {
			attributes[id] = optionId(options, single(value));
		}
	}
	for (const [slug, some] of Object.entries(parts)) attributes[slug] = joined(attributes[slug], some);
	return attributes;
}
