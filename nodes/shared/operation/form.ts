import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { isObject } from '../isObject';
import { acceptOfItem } from '../values/accept';
import { readField, readerOf } from '../values/field';
import type { Reader } from '../values/reader';
import { displayedIn } from './displayed';

/** What the form says in the fields that are not sent as they are, by name; a field inside a collection as "collection.field". */
export type Form = ReadonlyMap<string, unknown>;

/** Readers for the fields, by name, whose type does not say how they are read. */
export type Exceptions = Readonly<Record<string, Reader>>;

/** The fields inside a collection. */
export const innerFields = ({ options = [] }: INodeProperties) => options as INodeProperties[];

const isSentAsItIs = ({ routing }: INodeProperties) => routing?.send?.property !== undefined;

/** A collection with fields that code asks for, which n8n has not evaluated yet. */
const holdsSettings = (field: INodeProperties) =>
	field.type === 'collection' && innerFields(field).some((inner) => !isSentAsItIs(inner) && readerOf(inner));

/** Pickers that are not sent only narrow others; what form and JSON mappings hold is read where they are sent. */
const isSetting = (field: INodeProperties) =>
	!isSentAsItIs(field) && field.type !== 'resourceLocator' && field.type !== 'json' && readerOf(field) !== undefined;

/**
 * Reads the fields that decide what an operation does, by their descriptions.
 *
 * @param skipped names of fields that somebody else reads
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function readForm(context: IExecuteSingleFunctions, fields: INodeProperties[], skipped: readonly string[]): Form {
	const form = new Map<string, unknown>();
	const timezone = context.getTimezone();
	const isDisplayed = displayedIn(context, fields);
	for (const field of fields) {
		if (skipped.includes(field.name) || !isDisplayed(field)) continue;
		if (isSetting(field)) {
			const value = context.getNodeParameter(field.name, undefined) as unknown;
			form.set(field.name, acceptOfItem(context, field, readField(value, field, timezone)));
		} else if (holdsSettings(field)) {
			const given = context.getNodeParameter(field.name, {}) as unknown;
			for (const inner of isObject(given) ? innerFields(field) : []) {
				if (isSentAsItIs(inner) || !readerOf(inner) || !Object.hasOwn(given as object, inner.name)) continue;
				const value = (given as IDataObject)[inner.name];
				form.set(`${field.name}.${inner.name}`, acceptOfItem(context, inner, readField(value, inner, timezone, { isSetting: false })));
			}
		}
	}
	return form;
}
