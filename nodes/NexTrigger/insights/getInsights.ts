import type { ITriggerFunctions } from 'n8n-workflow';
import { isEmptyByFailure } from '../../shared/answers/promised';
import { nexRequest } from '../../shared/transport/request';
import type { Credential } from '../../shared/transport/credential';
import { didNotAnswerWith } from '../answers';
import { FULL } from './gap';
import type { Insight } from './insight';
import { readInsights } from './insight';

/** Milliseconds one answer may take. */
const TIMEOUT = 30_000;

export interface InsightsAnswer {
	insights: Insight[];
	/** The server's clock, as it says itself. */
	date: unknown;
}

/** Which insights are asked for: those of a time (milliseconds since 1970, both ends included), or the most recent. */
export type Span = { from: number; to: number } | undefined;

/** Every field of an answer is optional in the contract, the list among them. */
const isNothing = (body: unknown) => body !== null && typeof body === 'object' && Object.keys(body).length === 0;

/**
 * Asks REST for insights through n8n's own helper. Sent once; whoever asks repeats it at its own pace.
 * If a credential is given, none is read.
 *
 * @throws NodeApiError as `nexRequest` does; NodeOperationError if the answer is none
 */
export async function getInsights(
	context: ITriggerFunctions,
	{ span, limit = FULL, signal, credential }: { span?: Span; limit?: number; signal?: AbortSignal; credential?: Credential },
): Promise<InsightsAnswer> {
	const query = span && { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
	const { body, headers } = await nexRequest(context, {
		method: 'GET',
		path: '/v1/insights',
		query: { ...query, limit },
		scopes: ['insight.stream'],
		timeout: TIMEOUT,
		signal,
		credential,
		once: true,
	});
	const found = isNothing(body) ? { insights: [], unreadable: 0 } : readInsights(body);
	if (!found || isEmptyByFailure(found.insights, body)) throw didNotAnswerWith(context, 'insights');
	return { insights: found.insights, date: headers.date };
}
