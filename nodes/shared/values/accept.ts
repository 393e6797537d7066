import type { IExecuteSingleFunctions, INode, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
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

/**
 * The value of a reading of a field, for the item that the context is about.
 *
 * @throws NodeOperationError as {@link accept}
 */
export const acceptOfItem = <Value>(
	context: IExecuteSingleFunctions,
	{ displayName }: INodeProperties,
	reading: Reading<Value>,
): Value | undefined => accept(context.getNode(), displayName, reading, context.getItemIndex());
