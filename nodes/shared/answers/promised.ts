import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isGiven } from '../isGiven';
import { asObject, isObject } from '../isObject';
import { wordsIn } from '../transport/words';

/** True for a value that says something: not null, and no empty text, list or object. */
export const isSome = (value: unknown): boolean =>
	typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : isGiven(value) && typeof value !== 'number';

/** True for an object that has nothing in it but blanks, however deep. */
export const saysNothing = (value: unknown): boolean =>
	typeof value === 'object' && value !== null ? Object.values(value).every(saysNothing) : !isGiven(value);

/** True for an answer that says of itself that it is a failure, whatever its status. */
export function saysNo(body: unknown): boolean {
	const { success, ok, code, status, error, errors } = asObject(body);
	return success === false || ok === false || status === 'error' || Number(code) >= 400 || isSome(error) || isSome(errors);
}

/** True for an empty list beside word of a failure: it does not say that there is nothing. */
export const isEmptyByFailure = (list: unknown[], body: unknown): boolean => list.length === 0 && saysNo(body);

/**
 * The error for an answer that has not got what was promised, with Nex's words if it has some.
 *
 * @param whatNow what to do about it, in sentences
 */
export function withoutWhatWasAskedFor(node: INode, body: unknown, whatNow: string, itemIndex?: number): NodeOperationError {
	const words = isObject(body) ? wordsIn(body) : undefined;
	const problem = words === undefined ? 'anything that was asked for' : `what was asked for: ${words}`;
	return new NodeOperationError(node, `Nex answered without ${problem}`, {
		description: `${whatNow} If it goes on so, something else may answer in place of Nex: check the Base URL in the Nex API credential.`,
		itemIndex,
	});
}
