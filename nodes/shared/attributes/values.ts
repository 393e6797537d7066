import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';
import { isEmpty } from '../values/blank';
import type { Problem } from '../values/reader';
import { switchIn } from '../values/switch';
import type { FormField, Target } from './field';
import { isPartName } from './parts';
import { readAttribute, readAttributeList, readPart } from './read';

/** An attribute's value, as Nex gives or takes it. */
export type Value = IDataObject[string];

/** What the form gives, by the slugs of attributes. Maps, because a slug may be called like something that every object has. */
export interface Given {
	values: Map<string, Value>;
	/** Options of attributes with several values that are switched on or off one by one. */
	switches: Map<string, Map<string, boolean>>;
}

/** What is wrong with a field of the form, and what the field is called. */
export interface FieldProblem extends Problem {
	field: string;
}

const OPTION = /^(.+?)\[(.+)\]$/;

/** Where a field's value goes, as its id says: `slug`, `slug[]`, `slug[option]` or `slug.part`. */
export function targetOf(id: string): Target {
	const dot = id.lastIndexOf('.');
	if (dot > 0 && isPartName(id.slice(dot + 1))) return { slug: id.slice(0, dot), as: 'part', part: id.slice(dot + 1) };
	if (id.endsWith('[]')) return { slug: id.slice(0, -2), as: 'list' };
	const [, slug, option] = OPTION.exec(id) ?? [];
	return slug !== undefined && option !== undefined ? { slug, as: 'option', option } : { slug: id, as: 'value' };
}

/** What people read beside an attribute or a part of it. */
export const labelOf = ({ id, displayName, attributeName }: FormField): string => displayName ?? attributeName ?? targetOf(id).slug;

function valueOf<Key, Inner>(map: Map<Key, Inner>, key: Key, make: () => Inner): Inner {
	const found = map.get(key) ?? make();
	map.set(key, found);
	return found;
}

/** A structured value from its parts and, of an amount, from the whole: only its currency comes apart. */
function joined(whole: Value | undefined, parts: Map<string, unknown>): Value | Problem {
	const given = Object.fromEntries(parts) as IDataObject;
	if (whole === undefined) return given;
	if (isObject(whole)) return { ...whole, ...given };
	if (typeof whole === 'number' && parts.has('currency') && !parts.has('value')) return { value: whole, ...given };
	return { problem: 'is given as a whole and in parts', advice: 'Fill the whole, or its parts.' };
}

/**
 * The attributes that a form gives. Fields left blank give nothing, so that Nex leaves their attributes alone.
 *
 * @param schema the fields of the form: their attributes' types say how values are read, their options how choices are found
 * @param timezone of the workflow: moments without one are meant in it
 */
export function readAttributeForm(values: Record<string, unknown>, schema: FormField[], timezone: string): Given | FieldProblem {
	const given: Given = { values: new Map(), switches: new Map() };
	const parts = new Map<string, Map<string, unknown>>();
	const fields = new Map(schema.map((field) => [field.id, field]));
	for (const [id, value] of Object.entries(values)) {
		if (isEmpty(value)) continue;
		const field = fields.get(id) ?? { id };
		const target = targetOf(id);
		const { slug } = target;
		if (target.as === 'option') {
			const isOn = switchIn(value);
			if (isOn === undefined) return { field: labelOf(field), problem: 'must be true or false', advice: 'Switch it on or off.' };
			valueOf(given.switches, slug, () => new Map<string, boolean>()).set(target.option, isOn);
			continue;
		}
		const read =
			target.as === 'list'
				? readAttributeList(value, field, timezone)
				: target.as === 'part'
					? readPart(field.attributeType, target.part, value)
					: readAttribute(value, field, timezone);
		if ('problem' in read) return { field: labelOf(field), ...read };
		if (read.value === undefined) continue;
		if (target.as === 'part') valueOf(parts, slug, () => new Map<string, unknown>()).set(target.part, read.value);
		else given.values.set(slug, read.value as Value);
	}
	for (const [slug, some] of parts) {
		const whole = joined(given.values.get(slug), some);
		if (isObject(whole) && typeof whole.problem === 'string')
			return { field: labelOf(fields.get(slug) ?? { id: slug }), problem: whole.problem, advice: String(whole.advice) };
		given.values.set(slug, whole as Value);
	}
	return given;
}

/** The first attribute that something new needs and the form does not give. */
export function missingAttribute(schema: FormField[], { values, switches }: Given): string | undefined {
	const hasValue = (slug: string) => values.has(slug) || [...(switches.get(slug)?.values() ?? [])].includes(true);
	const missing = schema.find(({ id, attributeRequired }) => attributeRequired && !hasValue(targetOf(id).slug));
	return missing && (missing.attributeName ?? labelOf(missing));
}
