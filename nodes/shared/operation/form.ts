import type { IDataObject, IExecuteSingleFunctions, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { isObject } from '../isObject';
import { accept } from '../values/accept';
import { readField, readerOf } from '../values/field';
import { readEach } from '../values/list';
import type { Reader, Reading } from '../values/reader';

/** What the form says in the fields that are not sent as they are, by name; a field inside a collection as "collection.field". */
export type Form = ReadonlyMap<string, unknown>;

/** Readers for the fields, by name, whose type does not say how they are read. */
export type Exceptions = Readonly<Record<string, Reader>>;

const settle = (context: IExecuteSingleFunctions, { displayName }: INodeProperties, reading: Reading): unknown =>
	accept(context.getNode(), displayName, reading, context.getItemIndex());

const innerFields = ({ options = [] }: INodeProperties) => options as INodeProperties[];

const isSentAsItIs = ({ routing }: INodeProperties) => routing?.send?.property !== undefined;

/** A collection with fields that code asks for, which n8n has not evaluated yet. */
const holdsSettings = (field: INodeProperties) =>
	field.type === 'collection' && innerFields(field).some((inner) => !isSentAsItIs(inner) && readerOf(inner));

/** Pickers that are not sent only narrow others; what form and JSON mappings hold is read where they are sent. */
const isSetting = (field: INodeProperties) =>
	!isSentAsItIs(field) && field.type !== 'resourceLocator' && field.type !== 'json' && readerOf(field) !== undefined;

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/**
 * Tells which fields are shown. n8n shows a field that depends on an expression whatever the expression says, and sends it;
 * here what it says counts.
 */
function shownIn(context: IExecuteSingleFunctions, fields: INodeProperties[]): (field: INodeProperties) => boolean {
	const node = context.getNode();
	const deciding = new Set(fields.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));
	const parameters = { ...node.parameters };
	for (const field of fields) {
		if (!deciding.has(field.name) || !isExpression(parameters[field.name])) continue;
		const value = context.getNodeParameter(field.name, undefined) as unknown;
		parameters[field.name] = settle(context, field, readField(value, field, context.getTimezone())) as INodeParameters[string];
	}
	return (field) => !field.displayOptions || NodeHelpers.displayParameter(parameters, field, node, null);
}

/**
 * Reads the fields that decide what an operation does, by their descriptions.
 *
 * @param skipped names of fields that somebody else reads
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function readForm(context: IExecuteSingleFunctions, fields: INodeProperties[], skipped: readonly string[]): Form {
	const form = new Map<string, unknown>();
	const timezone = context.getTimezone();
	const isShown = shownIn(context, fields);
	for (const field of fields) {
		if (skipped.includes(field.name) || !isShown(field)) continue;
		if (isSetting(field)) {
			const value = context.getNodeParameter(field.name, undefined) as unknown;
			form.set(field.name, settle(context, field, readField(value, field, timezone)));
		} else if (holdsSettings(field)) {
			const given = context.getNodeParameter(field.name, {}) as unknown;
			for (const inner of isObject(given) ? innerFields(field) : []) {
				if (isSentAsItIs(inner) || !readerOf(inner) || !Object.hasOwn(given as object, inner.name)) continue;
				const value = (given as IDataObject)[inner.name];
				form.set(`${field.name}.${inner.name}`, settle(context, inner, readField(value, inner, timezone, { isSetting: false })));
			}
		}
	}
	return form;
}

/**
 * Changes what stands under a path of names, if it is there; what becomes undefined is taken out, and with it an
 * object that held nothing else.
 */
function changeAt(object: IDataObject, [name = '', ...inner]: string[], change: (value: unknown) => unknown): IDataObject {
	if (!Object.hasOwn(object, name)) return object;
	const { [name]: value, ...others } = object;
	if (inner.length > 0) {
		if (!isObject(value)) return object;
		const changedInner = changeAt(value, inner, change);
		return Object.keys(changedInner).length > 0 ? { ...object, [name]: changedInner } : others;
	}
	const changed = change(value);
	return changed === undefined ? others : { ...object, [name]: changed as IDataObject[string] };
}

/** Where a field's value stands: the names on the way, and whether several rows of the form fill one list. */
function placeOf(property: string): { path: string[]; isList: boolean } {
	const [, root] = /^=(\w+)\[/.exec(property) ?? [];
	return root === undefined ? { path: property.split('.'), isList: false } : { path: [root], isList: true };
}

/**
 * Reads what n8n's routing has put into a body or a query, each value by the description of its field. A blank is left out,
 * or is the default of a field that has one; in a collection it is always left out, because a field stands there only if somebody added it.
 *
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function readRouted(
	context: IExecuteSingleFunctions,
	fields: INodeProperties[],
	where: 'body' | 'query',
	routed: IDataObject,
	exceptions: Exceptions = {},
	isInCollection = false,
): IDataObject {
	const timezone = context.getTimezone();
	const isShown = isInCollection ? () => true : shownIn(context, fields);
	let read = routed;
	for (const field of fields) {
		if (field.type === 'collection') {
			read = readRouted(context, innerFields(field), where, read, exceptions, true);
		} else if (field.type === 'fixedCollection') {
			const groups = innerFields(field) as unknown as Array<{ values: INodeProperties[] }>;
			for (const { values } of groups) read = readRouted(context, values, where, read, exceptions, true);
		}
		const { type, property } = field.routing?.send ?? {};
		if (type !== where || property === undefined) continue;
		const { path, isList } = placeOf(property);
		if (!isShown(field)) {
			read = changeAt(read, path, () => undefined);
			continue;
		}
		const options = { read: exceptions[field.name] ?? readerOf(field), ...(isInCollection && { isSetting: false }) };
		const readOne = (value: unknown) => readField(value, field, timezone, options);
		read = changeAt(read, path, (value) =>
			settle(context, field, isList ? readEach({ value: Array.isArray(value) ? value : [value] }, readOne) : readOne(value)),
		);
	}
	return read;
}
