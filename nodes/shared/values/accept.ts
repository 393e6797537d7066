import type { IExecuteSingleFunctions, INode, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { addHint } from '../hint';
import type { Reading } from './reader';

/**
 * The value of a reading.
 *
 * @param itemIndex the item that the value is of; undefined for a trigger, which has none
 * @throws NodeOperationError that names the field and says what to give instead, if the value cannot be used
 */
export function accept<Value>(node: INode, displayName: string, reading: Reading<Value>, itemIndex?: number): Value | undefined {
	if (!('problem' in reading)) return reading.value;
	throw new NodeOperationError(node, `"${displayName}" ${reading.problem}`, {
		description: reading.advice ?? 'Correct the field, or the expression that fills it.',
		itemIndex,
	});
}

/** What JavaScript writes into text for a whole object. */
const OBJECT = '[object Object]';

/** Tells with the execution of text in which an expression has put a whole object, of which nothing is left there. */
export function tellObjectInText(context: IExecuteSingleFunctions, displayName: string, value: unknown): void {
	if ([value].flat().some((one) => typeof one === 'string' && one.includes(OBJECT)))
		addHint(
			context,
			`"${displayName}" has "${OBJECT}" in its text, which stands for a whole object: let the expression pick a value of it.`,
		);
}

/**
 * The value of a reading of a field, for the item that the context is about.
 *
 * @throws NodeOperationError as {@link accept}
 */
export function acceptOfItem<Value>(
	context: IExecuteSingleFunctions,
	{ displayName }: INodeProperties,
	reading: Reading<Value>,
): Value | undefined {
	const value = accept(context.getNode(), displayName, reading, context.getItemIndex());
	tellObjectInText(context, displayName, value);
	return value;
}
