import type { IDataObject, INode, INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { byName } from '../shared/byName';
import { filters } from '../shared/fields/collections';
import { textIn } from '../shared/textIn';
import { folded } from '../shared/values/choice';
import { readCollection } from './form';

/** A filter of a source: its fields in the form, and what they ask of an event. */
export interface Filter<Event> {
	fields: INodeProperties[];
	/**
	 * What is asked of an event; undefined if nothing is. It may throw a NodeOperationError.
	 *
	 * @param given the values of the fields that somebody added, by name
	 */
	condition(given: IDataObject, node: INode): ((event: Event) => boolean) | undefined;
}

/** The filters of a source, as a field of the form and as a test of its events. */
export interface Filters<Event> {
	property: INodeProperties;
	/**
	 * Builds the test that an event has to pass.
	 *
	 * @throws NodeOperationError that names the first field whose value cannot be used
	 */
	read(context: ITriggerFunctions): (event: Event) => boolean;
}

/** Puts the filters of a source together; the form has their fields in alphabetical order. */
export function createFilters<Event>(
	shell: Pick<INodeProperties, 'name' | 'displayOptions' | 'description'>,
	all: Array<Filter<Event>>,
): Filters<Event> {
	const fields = all.flatMap((filter) => filter.fields).sort((a, b) => (a.displayName < b.displayName ? -1 : 1));
	const property = { ...filters(...fields), ...shell };
	return {
		property,
		read(context) {
			const given = readCollection(context, [property], property.name);
			const conditions = all.flatMap((filter) => filter.condition(given, context.getNode()) ?? []);
			return (event) => conditions.every((holds) => holds(event));
		},
	};
}

/** A value of an event or of the form, in one spelling for all; empty for what is no text. */
export const spelled = (value: unknown): string => folded(textIn(value));

/** True for a value that is one of those wanted, however it is spelled; undefined if none is wanted. */
export function oneOf(wanted: unknown): ((value: unknown) => boolean) | undefined {
	const names = new Set((Array.isArray(wanted) ? wanted : []).map(spelled).filter((name) => name !== ''));
	return names.size === 0 ? undefined : (value) => names.has(spelled(value));
}

const inTitleCase = (value: string) =>
	value
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

/** Choices for values such as `role_detail`, shown as "Role Detail" unless they have another name. */
export const choicesOf = (values: string[], names: Record<string, string> = {}) =>
	values.map((value) => ({ name: names[value] ?? inTitleCase(value), value })).sort(byName);
