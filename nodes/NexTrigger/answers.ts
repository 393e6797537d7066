import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isEmptyByFailure } from '../shared/answers/promised';
import { isBareRow, rowsUnder } from '../shared/answers/rows';

/**
 * The objects of an answer's list, under the first of `keys` that holds one; `undefined` if there is none, or an empty one
 * beside word of a failure.
 */
export function objectsUnder(body: unknown, ...keys: string[]): IDataObject[] | undefined {
	const rows = rowsUnder(...keys)(body, {});
	return !rows || isEmptyByFailure(rows, body) ? undefined : rows.filter((row) => !isBareRow(row));
}

/** The error for an answer that does not say what there is: as "nothing new" it would lose events for good. */
export const didNotAnswerWith = (context: Pick<ITriggerFunctions, 'getNode'>, what: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Nex did not answer with ${what}`, {
		description: 'Check the Base URL of the credential. The trigger asks again.',
	});
