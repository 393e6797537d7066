import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject } from '../isObject';
import type { Operation } from './definition';

/** What an answer may have beside its content: alone they say that something is missing. */
const AROUND_CONTENT = new Set(['message', 'code', 'error', 'status', 'detail']);

/** True for a body that holds nothing of what was asked for: none at all, or only words about it. */
const isWithoutContent = (body: unknown): boolean =>
	body === undefined ||
	body === null ||
	(isObject(body) &&
		typeof (body.message ?? body.error ?? body.detail) === 'string' &&
		Object.keys(body).every((key) => AROUND_CONTENT.has(key)));

/**
 * Holds an answer to what was promised. Only a delete may be answered with nothing.
 *
 * @throws NodeOperationError with Nex's words, if there is neither a row nor a record in it
 */
export function assertAnswer(context: IExecuteSingleFunctions, { method }: Operation, body: unknown): void {
	if (method === 'DELETE' || !isWithoutContent(body)) return;
	const words = isObject(body) ? String(body.message ?? body.error ?? body.detail) : '';
	throw new NodeOperationError(
		context.getNode(),
		`Nex answered without ${words === '' ? 'anything in it' : `what was asked for: ${words}`}`,
		{
			description: 'Nothing that came before is lost. Look in Nex whether it was done, then run the node again.',
			itemIndex: context.getItemIndex(),
		},
	);
}
