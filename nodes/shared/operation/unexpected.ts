import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** True for the end of JavaScript's stack, which comes of going into what is thousands of levels deep. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes('call stack');

/** The error of a node for one that nothing in it has foreseen. */
export function unexpected(context: IExecuteSingleFunctions, error: unknown): NodeOperationError {
	const itemIndex = context.getItemIndex();
	if (!isTooDeep(error)) return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
	return new NodeOperationError(context.getNode(), 'A value is nested too deeply: it has thousands of lists or objects inside each other', {
		description:
			'If it is one that was given, nothing was sent. If Nex answered with it, what was asked for is done, and the answer can be had as ' +
			'it is without "Simplify".',
		itemIndex,
	});
}
