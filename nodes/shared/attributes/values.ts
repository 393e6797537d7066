import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { parseJson } from '../transport/json';
import { PARTS } from './form';

const PART_NAMES = new Set(Object.values(PARTS).flatMap((parts) => Object.keys(parts)));

type Value = IDataObject[string];

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

const OPTION = /^(.+?)\[(.+)\]$/;

const isOn = (value: unknown) => value === true || value === 'true';

/** A date as text, whatever the form or an expression gave. */
function dateless(value: unknown): Value {
	if (value instanceof Date) return value.toISOString();
	if (value !== null && typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') return String(value.toISO());
	return value as Value;
}

/** Splits what was typed for an attribute with several values: a JSON list, one per line, or commas. */
function list(value: unknown): Value[] {
	if (typeof value !== 'string') return Array.isArray(value) ? value : [dateless(value)];
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			return parseJson(text) as Value[];
		} catch {
			// Not JSON after all: it is read as typed text.
		}
	}
	return text
		.split(text.includes('\n') ? '\n' : ',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

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
	options?: INodePropertyOptions[];
}

/** The ID of the option of that name; what names none stays as it is. */
function optionId(options: INodePropertyOptions[], value: unknown): Value {
	if (typeof value !== 'string' || options.some((option) => option.value === value)) return value as Value;
	const name = value.trim().toLowerCase();
	return options.find((option) => option.name.toLowerCase() === name)?.value ?? value;
}

/**
 * The `attributes` of a request from the values of an attribute form, where ids are `slug`, `slug[]`,
 * `slug[option]` or `slug.part`. Fields left blank are not sent, so that Nex leaves their attributes alone.
 *
 * @param schema the fields of the form, by whose options a select may be given by name
 */
export function attributesFromForm(values: Record<string, unknown>, schema: FormField[] = []): IDataObject {
	const attributes: IDataObject = {};
	const add = (slug: string, found: Value[]) => {
		const known = attributes[slug];
		const before = Array.isArray(known) ? (known as Value[]) : [];
		attributes[slug] = [...before, ...found.filter((one) => !before.includes(one))] as Value;
	};
	const optionsOf = new Map(schema.map(({ id, options = [] }) => [id, options]));
	for (const [id, value] of Object.entries(values)) {
		if (isBlank(value)) continue;
		const dot = id.lastIndexOf('.');
		const [, select, option] = OPTION.exec(id) ?? [];
		const [slug, part] = [id.slice(0, dot), id.slice(dot + 1)];
		if (dot > 0 && PART_NAMES.has(part)) {
			const whole = attributes[slug];
			attributes[slug] = { ...(whole !== null && typeof whole === 'object' ? (whole as IDataObject) : {}), [part]: value as Value };
		} else if (id.endsWith('[]')) {
			add(id.slice(0, -2), list(value).map((one) => optionId(optionsOf.get(id) ?? [], one)));
		} else if (select !== undefined && option !== undefined) {
			add(select, isOn(value) ? [option] : []);
		} else if (!(id in attributes)) {
			// The parts of a structured value win over the whole, in whatever order they come.
			attributes[id] = optionId(optionsOf.get(id) ?? [], single(value));
		}
	}
	return attributes;
}
