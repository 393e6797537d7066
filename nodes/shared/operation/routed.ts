import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { isObject } from '../isObject';
import { acceptOfItem } from '../values/accept';
import { readField, readerOf } from '../values/field';
import { readEach } from '../values/list';
import type { Exceptions } from './form';
import { innerFields } from './form';
import { displayedIn } from './displayed';

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
	part: 'body' | 'query',
	routed: IDataObject,
	exceptions: Exceptions = {},
	isInCollection = false,
): IDataObject {
	const timezone = context.getTimezone();
	const isDisplayed = isInCollection ? () => true : displayedIn(context, fields);
	let read = routed;
	for (const field of fields) {
		if (field.type === 'collection') {
			read = readRouted(context, innerFields(field), part, read, exceptions, true);
		} else if (field.type === 'fixedCollection') {
			const groups = innerFields(field) as unknown as Array<{ values: INodeProperties[] }>;
			for (const { values } of groups) read = readRouted(context, values, part, read, exceptions, true);
		}
		const { type, property } = field.routing?.send ?? {};
		if (type !== part || property === undefined) continue;
		const { path, isList } = placeOf(property);
		if (!isDisplayed(field)) {
			read = changeAt(read, path, () => undefined);
			continue;
		}
		const options = { read: exceptions[field.name] ?? readerOf(field), ...(isInCollection && { isSetting: false }) };
		const readOne = (value: unknown) => readField(value, field, timezone, options);
		read = changeAt(read, path, (value) =>
			acceptOfItem(context, field, isList ? readEach({ value: Array.isArray(value) ? value : [value] }, readOne) : readOne(value)),
		);
	}
	return read;
}
