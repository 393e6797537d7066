import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject } from '../isObject';
import { wordsIn } from '../transport/words';
import type { Operation } from './definition';

/** What an answer may have beside its content: alone they say that something is missing. */
const AROUND_CONTENT = new Set(['message', 'code', 'error', 'status', 'detail', 'success']);

/** True for a body that holds nothing of what was asked for: none at all, or only words about it. Where a job stands is content. */
const isWithoutContent = (body: unknown, isJob: boolean): boolean =>
	body === undefined ||
	body === null ||
	(isObject(body) &&
		typeof (body.message ?? body.error ?? body.detail) === 'string' &&
		Object.keys(body).every((key) => AROUND_CONTENT.has(key)) &&
		!(isJob && typeof body.status === 'string'));

/** The error for an answer that has not got what was promised, with Nex's words if it has some. */
export function answeredWithout(context: IExecuteSingleFunctions, body: unknown): NodeOperationError {
	const words = isObject(body) ? wordsIn(body) : undefined;
	const problem = words === undefined ? 'anything that was asked for' : `what was asked for: ${words}`;
	return new NodeOperationError(context.getNode(), `Nex answered without ${problem}`, {
		description:
			'Nothing that came before is lost. Look in Nex whether it was done, then run the node again. If it goes on so, something else ' +
			'may answer in the place of Nex: check the Base URL in the Nex API credential.',
		itemIndex: context.getItemIndex(),
	});
}

/**
 * Holds an answer to what was promised. Only a delete may be answered with nothing.
 *
 * @throws NodeOperationError with Nex's words, if there is neither a row nor a record in it
 */
export function assertAnswer(context: IExecuteSingleFunctions, { method, continueFrom }: Operation, body: unknown): void {
	if (method !== 'DELETE' && isWithoutContent(body, continueFrom !== undefined)) throw answeredWithout(context, body);
}
