import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { nexRequest } from '../../shared/transport/request';
import type { Credential } from '../../shared/transport/credential';
import type { Scope } from '../../shared/transport/scopes';
import { PAGE } from './gap';
import type { Insight } from './insight';
import { readInsights } from './insight';

export const STREAM_SCOPES: readonly Scope[] = ['insight.stream'];

/** Milliseconds one answer may take. */
const TIMEOUT = 30_000;

export interface InsightsAnswer {
	insights: Insight[];
	/** The answer holds as much as an answer may: there can be more. */
	full: boolean;
	/** The server's clock, as it says itself. */
	date: unknown;
}

/** Every field of an answer is optional in the contract, the list among them. */
const isNothing = (body: unknown) => body !== null && typeof body === 'object' && Object.keys(body).length === 0;

/**
 * Asks REST for insights through n8n's own helper: those created in a window (milliseconds, both
 * or none), else the most recent ones. Sent once; whoever asks repeats it at its own pace.
 * Where a credential is given, none is read.
 *
 * @throws NodeApiError as `nexRequest` does; NodeOperationError where the answer is none
 */
export async function getInsights(
	context: ITriggerFunctions,
	{
		from,
		to,
		limit = PAGE,
		signal,
		credential,
	}: { from?: number; to?: number; limit?: number; signal?: AbortSignal; credential?: Credential },
): Promise<InsightsAnswer> {
	const window = from === undefined || to === undefined ? {} : { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
	const { body, headers } = await nexRequest(context, {
		method: 'GET',
		path: '/v1/insights',
		query: { ...window, limit },
		scopes: STREAM_SCOPES,
		timeout: TIMEOUT,
		signal,
		credential,
		once: true,
	});
	const found = isNothing(body) ? { insights: [], unreadable: 0 } : readInsights(body);
	// An answer without its list says nothing of what there is: as "nothing new" it would lose insights for good.
	if (!found)
		throw new NodeOperationError(context.getNode(), 'Nex did not answer with insights', {
			description: 'Check the Base URL of the credential. The trigger asks again.',
		});
	const { insights, unreadable } = found;
	return { insights, full: insights.length + unreadable >= limit, date: headers.date };
}
