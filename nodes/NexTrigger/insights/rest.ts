import type { ITriggerFunctions } from 'n8n-workflow';
import { nexRequest } from '../../shared/transport/request';
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

/**
 * Asks REST for insights through n8n's own helper: those created in a window (milliseconds, both
 * or none), else the most recent ones. Sent once; whoever asks repeats it at its own pace. What is
 * asked in one `run` reads the credential once.
 *
 * @throws NodeApiError as `nexRequest` does
 */
export async function getInsights(context: ITriggerFunctions, { from, to, limit = PAGE, signal, run }: { from?: number; to?: number; limit?: number; signal?: AbortSignal; run?: object }): Promise<InsightsAnswer> {
	const window = from === undefined || to === undefined ? {} : { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
	const { body, headers } = await nexRequest(context, { method: 'GET', path: '/v1/insights', query: { ...window, limit }, scopes: STREAM_SCOPES, timeout: TIMEOUT, signal, run, once: true });
	const { insights, unreadable } = readInsights(body) ?? { insights: [], unreadable: 0 };
	return { insights, full: insights.length + unreadable >= limit, date: headers.date };
}
