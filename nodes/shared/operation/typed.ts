import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isBlank } from './validate';

/** A switch as the form or an expression gives it: on, off, or undefined where it is neither. */
export function toggle(value: unknown): boolean | undefined {
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === true || word === 'true') return true;
	return word === false || word === 'false' ? false : undefined;
}

/** Text that is a number, as that number; anything else, and a number too long to be exact, as it is. */
export function number(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value)) return value;
	const read = Number(value);
	return Number.isInteger(read) && !Number.isSafeInteger(read) ? value : read;
}

function changeAt(body: IDataObject, [name = '', ...inner]: string[], change: (value: unknown) => unknown): IDataObject {
	if (!(name in body)) return body;
	const value = body[name];
	if (inner.length === 0) return { ...body, [name]: change(value) as IDataObject[string] };
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? { ...body, [name]: changeAt(value as IDataObject, inner, change) }
		: body;
}

/**
 * A body whose numbers and switches are what the fields they come from say. Expressions often give them as text,
 * as from the rows of a sheet, and Nex refuses that; n8n 2.41 converts none of them for a declarative node.
 *
 * @throws NodeOperationError that names a switch which is neither true nor false
 */
export function typedBody(context: IExecuteSingleFunctions, fields: INodeProperties[], body: IDataObject): IDataObject {
	let typed = body;
	for (const { type, displayName, routing, options } of fields) {
		const { type: where, property } = routing?.send ?? {};
		if (type === 'collection') {
			typed = typedBody(context, (options ?? []) as INodeProperties[], typed);
		} else if (where === 'body' && property !== undefined && (type === 'number' || type === 'boolean')) {
			typed = changeAt(typed, property.split('.'), (value) => {
				if (isBlank(value)) return undefined;
				if (type === 'number') return number(value);
				const read = toggle(value);
				if (read === undefined)
					throw new NodeOperationError(context.getNode(), `"${displayName}" must be true or false, but is ${JSON.stringify(value)}`, {
						description: 'Correct the field, or the expression that fills it.',
						itemIndex: context.getItemIndex(),
					});
				return read;
			});
		}
	}
	return typed;
}
