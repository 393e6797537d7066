import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../transport/json';
import { PARTS } from './form';

const PART_NAMES = new Set(Object.values(PARTS).flatMap((parts) => Object.keys(parts)));

type Value = IDataObject[string];

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

/** A date as text, whatever the form or an expression gave. */
function dateless(value: unknown): Value {
	if (value instanceof Date) return value.toISOString();
	if (value !== null && typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') return String(value.toISO());
	return value as Value;
}

/** Splits what was typed for an attribute with several values: a JSON list, one per line, or commas. */
function list(value: unknown): Value {
	if (typeof value !== 'string') return Array.isArray(value) ? value : [dateless(value)] as Value;
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			return parseJson(text) as Value;
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

/**
 * The `attributes` of a request from the values of an attribute form, where ids are `slug`, `slug[]`
 * or `slug.part`. Fields left blank are not sent, so that Nex leaves their attributes alone.
 */
export function attributesFromForm(values: Record<string, unknown>): IDataObject {
	const attributes: IDataObject = {};
	for (const [id, value] of Object.entries(values)) {
		if (isBlank(value)) continue;
		const dot = id.lastIndexOf('.');
		const [slug, part] = [id.slice(0, dot), id.slice(dot + 1)];
		if (dot > 0 && PART_NAMES.has(part)) {
			const whole = attributes[slug];
			attributes[slug] = { ...(whole !== null && typeof whole === 'object' ? (whole as IDataObject) : {}), [part]: value as Value };
		} else if (id.endsWith('[]')) {
			attributes[id.slice(0, -2)] = list(value);
		} else if (!(id in attributes)) {
			// The parts of a structured value win over the whole, in whatever order they come.
			attributes[id] = single(value);
		}
	}
	return attributes;
}
