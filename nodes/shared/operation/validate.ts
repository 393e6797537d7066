import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { NodeHelpers, NodeOperationError } from 'n8n-workflow';

/** Nothing, or text with nothing in it. */
export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A value as a person may have left it in the form: nothing, blanks, an empty list or an empty picker. */
export function isEmpty(value: unknown): boolean {
	if (isBlank(value)) return true;
	if (Array.isArray(value)) return value.length === 0;
	if (value !== null && typeof value === 'object' && '__rl' in value) return isEmpty((value as { value?: unknown }).value);
	return false;
}

function problemOf(field: INodeProperties, value: unknown): string | undefined {
	if (isEmpty(value)) return field.required ? 'is empty' : undefined;
	if (field.type !== 'number') return undefined;
	const { minValue, maxValue } = field.typeOptions ?? {};
	if (minValue === undefined && maxValue === undefined) return undefined;
	const number = typeof value === 'number' ? value : Number(value);
	const fits =
		Number.isFinite(number) &&
		number >= (minValue ?? -Infinity) &&
		number <= (maxValue ?? Infinity) &&
		(field.typeOptions?.numberPrecision !== 0 || Number.isInteger(number));
	if (fits) return undefined;
	const range =
		maxValue === undefined ? `${minValue} or more` : minValue === undefined ? `${maxValue} or less` : `from ${minValue} to ${maxValue}`;
	return `must be a${field.typeOptions?.numberPrecision === 0 ? ' whole' : ''} number, ${range}, but is ${JSON.stringify(value)}`;
}

/** Whether anything about a field can be wrong: reading a value costs an evaluation for every item. */
const isCheckable = (field: INodeProperties): boolean => field.required === true || field.type === 'number' || field.type === 'collection';

/** The fields that the form shows, those inside collections included, with their values. */
function* shownFields(context: IExecuteSingleFunctions, fields: INodeProperties[]): Generator<[INodeProperties, unknown]> {
	const node = context.getNode();
	for (const field of fields) {
		if (!NodeHelpers.displayParameter(node.parameters, field, node, null)) continue;
		const value = context.getNodeParameter(field.name, undefined) as unknown;
		yield [field, value];
		if (field.type !== 'collection' || value === null || typeof value !== 'object') continue;
		for (const inner of (field.options ?? []) as INodeProperties[]) {
			if (inner.name in value) yield [inner, (value as Record<string, unknown>)[inner.name]];
		}
	}
}

/**
 * Checks what expressions have made of an operation's fields before anything is sent.
 *
 * @throws NodeOperationError that names the first bad field and the item
 */
export function validateFields(context: IExecuteSingleFunctions, fields: INodeProperties[]): void {
	const checkable = fields.filter(isCheckable);
	for (const [field, value] of shownFields(context, checkable)) {
		const problem = problemOf(field, value);
		if (problem) {
			throw new NodeOperationError(context.getNode(), `"${field.displayName}" ${problem}`, {
				description: 'Correct the field, or the expression that fills it.',
				itemIndex: context.getItemIndex(),
			});
		}
	}
}
