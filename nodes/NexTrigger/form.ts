import type { IDataObject, INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { isObject } from '../shared/isObject';
import { accept } from '../shared/values/accept';
import { readField } from '../shared/values/field';

type FormContext = Pick<ITriggerFunctions, 'getNode' | 'getNodeParameter' | 'getTimezone'>;

function settle(context: FormContext, field: INodeProperties, value: unknown, options: { isSetting?: boolean } = {}): unknown {
	return accept(context.getNode(), field.displayName, readField(value, field, context.getTimezone(), options));
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
	return settle(context, field, context.getNodeParameter(name, undefined, extractValue ? { extractValue } : {}));
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
		.map((field) => [field.name, settle(context, field, given[field.name], { isSetting: false })] as const);
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
