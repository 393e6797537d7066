import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../operation/definition';
import { pathValue } from '../operation/path';
import { isEmpty } from '../operation/validate';
import { parseJson } from '../transport/json';
import { utcDate } from './date';

/**
 * Reads what a form or an expression gave as what Nex takes; undefined where it gave nothing.
 *
 * @throws NodeOperationError that names the field by `label`
 */
export type Read = (context: IExecuteSingleFunctions, label: string, value: unknown) => string | string[] | undefined;

function refuse(context: IExecuteSingleFunctions, label: string, problem: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `"${label}" ${problem}`, {
		description: 'Correct the field, or the expression that fills it.',
		itemIndex: context.getItemIndex(),
	});
}

/** Text as it is, an empty one included, because it clears what stands in Nex. Only what is missing is left out. */
export const clearableText: Read = (context, label, value) => {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'object') throw refuse(context, label, 'must be text, but is an object or a list');
	return String(value);
};

/** Text, left out where it is blank. */
export const text: Read = (context, label, value) => (isEmpty(value) ? undefined : clearableText(context, label, value));

/** Text that Nex takes only where it says something: a blank one is a mistake. */
export const filledText: Read = (context, label, value) => {
	const read = clearableText(context, label, value);
	if (read !== undefined && isEmpty(read)) throw refuse(context, label, 'is empty');
	return read;
};

function readId(context: IExecuteSingleFunctions, label: string, value: unknown): string {
	const read = pathValue(value);
	if ('problem' in read) throw refuse(context, label, read.problem);
	return read.text;
}

/** One ID, always as text (API facts, 0.3). */
export const id: Read = (context, label, value) => (isEmpty(value) ? undefined : readId(context, label, value));

/** Several values from an expression's list, or typed with commas or lines between them; blank ones dropped. */
function several(context: IExecuteSingleFunctions, label: string, value: unknown): unknown[] {
	const typed = typeof value === 'string' ? value.trim() : value;
	let given: unknown = typed;
	if (typeof typed === 'string') {
		try {
			given = typed.startsWith('[') ? parseJson(typed) : typed.split(/[,\n]/);
		} catch {
			throw refuse(context, label, 'starts like a JSON list, but is none');
		}
	}
	return (Array.isArray(given) ? given : [given]).filter((one) => !isEmpty(one));
}

/** Several IDs; left out where there are none. */
export const ids: Read = (context, label, value) => {
	const read = several(context, label, value).map((one) => readId(context, label, one));
	return read.length > 0 ? [...new Set(read)] : undefined;
};

/** Several words, such as names of types; left out where there are none. */
export const words: Read = (context, label, value) => {
	const read = several(context, label, value).map((one) => String(clearableText(context, label, one)).trim());
	return read.length > 0 ? [...new Set(read)] : undefined;
};

/** A date as RFC 3339 in UTC. */
export const date: Read = (context, label, value) =>
	isEmpty(value) ? undefined : utcDate(context, label, typeof value === 'number' ? new Date(value) : value);

/**
 * Reads what routing has put into the body or the query, and leaves out what was not given.
 *
 * @param fields from names on the wire to the name of the field in the form, and how to read its value
 */
export function readValues(where: 'body' | 'query', fields: Record<string, [label: string, read: Read]>): Prepare {
	return (context, request) => {
		const read = { ...request[where] };
		for (const [name, [label, readOne]] of Object.entries(fields)) read[name] = readOne(context, label, read[name]);
		const values = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
		return { ...request, [where]: values };
	};
}

/** Refuses an update that would change nothing. */
export const someChange: Prepare = (context, request) => {
	if (Object.keys(request.body ?? {}).length > 0) return request;
	throw new NodeOperationError(context.getNode(), '"Update Fields" has no value to write', {
		description: 'Add at least one field to change.',
		itemIndex: context.getItemIndex(),
	});
};
