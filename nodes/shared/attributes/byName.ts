import type { IDataObject } from 'n8n-workflow';
import { isEmpty } from '../values/blank';
import { folded } from '../values/choice';
import type { Reading } from '../values/reader';
import type { FormField } from './field';
import { isSimplifiedRecord, slugInRecord } from './plain';
import { targetOf } from './values';

/** Text in which a slug and the name that goes with it are mostly the same. */
const loose = (text: string): string => folded(text).replace(/[\s_-]+/g, ' ');

/** Finds a field of the form, as its id: exactly by id or slug, else by slug or shown name however it is spelled. */
export function findField(schema: FormField[]): (name: string) => string | undefined {
	const exact = new Map<string, string>();
	const spelled = new Map<string, string>();
	const add = (map: Map<string, string>, name: string, id: string) => {
		if (!map.has(name)) map.set(name, id);
	};
	// Attributes come before their parts and options: a name that both have is the attribute's.
	const isWhole = ({ id }: FormField) => ['value', 'list'].includes(targetOf(id).as);
	const fields = [...schema.filter(isWhole), ...schema.filter((field) => !isWhole(field))];
	for (const field of fields) {
		add(exact, field.id, field.id);
		if (isWhole(field)) add(exact, targetOf(field.id).slug, field.id);
	}
	for (const [name, id] of exact) add(spelled, loose(name), id);
	const shown = new Map<string, FormField>();
	const shared = new Set<string>();
	const addShown = (name: string, field: FormField) => {
		const other = shown.get(loose(name));
		if (!other) shown.set(loose(name), field);
		else if (other.id !== field.id && isWhole(other) === isWhole(field)) shared.add(loose(name));
	};
	for (const field of fields) {
		const { displayName, attributeName } = field;
		if (attributeName !== undefined && isWhole(field)) addShown(attributeName, field);
		if (displayName !== undefined) addShown(displayName.replace(/ \(list\)$/, ''), field);
	}
	// A name that two attributes have stands for neither.
	for (const [name, { id }] of shown) if (!shared.has(name)) add(spelled, name, id);
	return (name) => exact.get(name) ?? spelled.get(loose(name));
}

/** Values by the fields of the form that they fill, whose names may be slugs or shown names; a name of no field stays. */
export function byField(values: Record<string, unknown>, schema: FormField[]): Reading<Record<string, unknown>> {
	const find = findField(schema);
	const found = new Map<string, unknown>();
	for (const [name, value] of Object.entries(values)) {
		const id = find(name) ?? name;
		if (isEmpty(found.get(id))) found.set(id, value);
		else if (!isEmpty(value)) return { problem: `gives the attribute "${targetOf(id).slug}" twice`, advice: 'Give it once.' };
	}
	return { value: Object.fromEntries(found) };
}

/** An item by the fields of the form. */
interface Mapped {
	/** What fills a field of the form, by the field's id. */
	values: Record<string, unknown>;
	/** The names of the item's fields that fill none. */
	leftOut: string[];
}

/**
 * An item's fields by the fields of the form that they fill, found by slug or shown name, whatever the case.
 * All fields of the item if the form has none yet. What only a record has, such as its dates, is no field that was left out.
 */
export function mapByName(item: IDataObject, schema: FormField[]): Mapped {
	const find = schema.length === 0 ? (name: string) => name : findField(schema);
	const isRecord = isSimplifiedRecord(item);
	const mapped = new Map<string, unknown>();
	const leftOut: string[] = [];
	const isExact = (name: string, id: string) => id === name || targetOf(id).slug === name;
	const places = Object.entries(item).flatMap(([name, value]) => {
		const slug = isRecord ? slugInRecord(name) : name;
		if (slug === undefined) return [];
		const id = find(slug);
		if (id === undefined) leftOut.push(name);
		return id === undefined ? [] : [{ id, name, value, exact: isExact(slug, id) }];
	});
	// Of two that name one attribute the exact one counts, unless it is blank.
	for (const { id, name, value } of [...places.filter(({ exact }) => exact), ...places.filter(({ exact }) => !exact)]) {
		if (isEmpty(mapped.get(id))) mapped.set(id, value);
		else if (!isEmpty(value)) leftOut.push(name);
	}
	return { values: Object.fromEntries(mapped), leftOut };
}
