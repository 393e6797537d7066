import type { IExecuteSingleFunctions, NodeOperationError } from 'n8n-workflow';
import { isSome, saysNo, withoutWhatWasAskedFor } from '../answers/promised';
import { isObject } from '../isObject';
import { wordsIn } from '../transport/words';
import type { Operation } from './definition';

/**
 * What an answer may have beside its content (https://www.rfc-editor.org/rfc/rfc9457#section-3): alone they say that
 * something is missing.
 */
const AROUND_CONTENT = new Set(
	'message code error errors status detail success ok title type instance request_id trace_id timestamp path'.split(' '),
);

/** True for a body that holds nothing of what was asked for: none at all, or only words about it. Where a job stands is content. */
function isWithoutContent(body: unknown, { continueFrom, answer }: Operation): boolean {
	if (!isObject(body)) return body === undefined || body === null;
	const no = saysNo(body);
	if ((!no && wordsIn(body) === undefined) || (continueFrom && typeof body.status === 'string')) return false;
	// Null may be an empty list.
	const isNothing = (value: unknown) => (no && typeof value === 'object' && !isSome(value)) || (value === null && !answer);
	return Object.entries(body).every(([key, value]) => AROUND_CONTENT.has(key) || isNothing(value));
}

/** The error for an answer that has not got what was promised, with Nex's words if it has some. */
export const answeredWithout = (context: IExecuteSingleFunctions, body: unknown): NodeOperationError =>
	withoutWhatWasAskedFor(
		context.getNode(),
		body,
		'Nothing that came before is lost. Look in Nex whether it was done, then run the node again.',
		context.getItemIndex(),
	);

/**
 * Holds an answer to what was promised. Only a delete may be answered with nothing.
 *
 * @throws NodeOperationError with Nex's words, if there is neither a row nor a record in it
 */
export function assertAnswer(context: IExecuteSingleFunctions, operation: Operation, body: unknown): void {
	const isMissing = operation.method === 'DELETE' ? saysNo(body) : isWithoutContent(body, operation);
	if (isMissing) throw answeredWithout(context, body);
}
