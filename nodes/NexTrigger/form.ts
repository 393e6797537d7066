import type { IDataObject, INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject } from '../shared/isObject';
import { readField } from '../shared/values/field';

type FormContext = Pick<ITriggerFunctions, 'getNode' | 'getNodeParameter' | 'getTimezone'>;

/** @throws NodeOperationError that names the field, if the value cannot be used */
function accept(context: FormContext, field: INodeProperties, value: unknown, isSetting?: boolean): unknown {
	const reading = readField(value, field, context.getTimezone(), isSetting === undefined ? {} : { isSetting });
	if (!('problem' in reading)) return reading.value;
	throw new NodeOperationError(context.getNode(), `"${field.displayName}" ${reading.problem}`, {
		description: reading.advice ?? 'Correct the field, or the expression that fills it.',
	});
}

function named(fields: INodeProperties[], name: string): INodeProperties {
	const field = fields.find((one) => one.name === name);
	if (!field) throw new Error(`The trigger's form has no field ${name}`);
	return field;
}

/**
 * Reads a field of the trigger's form by its description. A blank is its default.
 *
 * @throws NodeOperationError that names the field, if the value cannot be used
 */
export function readSetting(context: FormContext, fields: INodeProperties[], name: string): unknown {
	const field = named(fields, name);
	const extractValue = field.type === 'resourceLocator';
	return accept(context, field, context.getNodeParameter(name, undefined, extractValue ? { extractValue } : {}));
}

/**
 * Reads the fields that somebody added to a collection of the trigger's form, by name. One that is blank is left out.
 *
 * @throws NodeOperationError that names the first field whose value cannot be used
 */
export function readCollection(context: FormContext, fields: INodeProperties[], name: string): IDataObject {
	const given = context.getNodeParameter(name, {}) as unknown;
	if (!isObject(given)) return {};
	const inner = (named(fields, name).options ?? []) as INodeProperties[];
	const read = inner
		.filter((field) => Object.hasOwn(given, field.name))
		.map((field) => [field.name, accept(context, field, given[field.name], false)] as const);
	return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as IDataObject;
}

/**
 * Reads a date of the trigger's form as milliseconds since 1970; undefined if it is blank.
 *
 * @throws NodeOperationError that names the field, if it is no date, or blank and required
 */
export function readTime(context: FormContext, fields: INodeProperties[], name: string): number | undefined {
	const date = readSetting(context, fields, name);
	return typeof date === 'string' && date !== '' ? Date.parse(date) : undefined;
}
