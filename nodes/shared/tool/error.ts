import type { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { sentence, whereValuesComeFrom } from './description';
import type { ToolOperation } from './operation';

/** What Nex answers to a value that it does not know. */
const REFUSED_VALUE = new Set(['400', '404', '422']);

const httpCodeOf = (error: NodeApiError | NodeOperationError) => ('httpCode' in error ? String(error.httpCode) : '');

/**
 * Lets an error's message say all that a model has to know, because n8n shows it nothing else: what to do, and which operation
 * returns the right value of a field that is named in it, or that Nex did not find.
 */
export function tellModel(error: NodeApiError | NodeOperationError, { fields, notFound }: ToolOperation): void {
	const isRefused = REFUSED_VALUE.has(httpCodeOf(error)) || (notFound !== undefined && error.message.startsWith(notFound));
	const hints = whereValuesComeFrom(fields)
		.filter(({ field }) => isRefused || error.message.includes(`"${field}"`))
		.map(({ field, hint }) => `${field}: ${hint}`);
	error.message = [error.message, error.description ?? '', ...new Set(hints)].filter(Boolean).map(sentence).join(' ');
}
