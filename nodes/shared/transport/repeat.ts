import type { Tries } from './explain';
import type { Hindrance, Outcome } from './outcome';
import { hindranceOf, keepsMethod, pauseAskedIn, redirectedPath, statusOf } from './outcome';
import { backOff, isRepeatable, repetitionsAfter } from './retry';
import type { SentRequest } from './send';

/** A request that may be sent more than once. */
export interface RepeatedRequest extends SentRequest {
	/** A POST that only reads, and so may be repeated. */
	readOnly?: boolean;
	/** Never repeated here: whoever asks has a schedule of its own. */
	once?: boolean;
}

/** The tries of a request so far. */
export interface RetryState extends Tries {
	/** Tries that had no answer, or one that may pass, other than 429. */
	failures: number;
}

/** True if an earlier try, whose answer was lost, has deleted what is no longer there. */
export const isDeletedAlready = ({ method }: SentRequest, outcome: Outcome, { failures }: RetryState): boolean =>
	method === 'DELETE' && statusOf(outcome) === 404 && failures > 0;

/** What is the same each time. */
const FOR_GOOD: Hindrance[] = ['certificate', 'insecure', 'unreadable'];

/** True if something may have been made although the outcome is none, so that to ask once more may make another. */
export function mayBeMade({ method, readOnly }: RepeatedRequest, outcome: Outcome): boolean {
	if (method !== 'POST' || readOnly) return false;
	if (!('failure' in outcome)) return outcome.status >= 500 || outcome.status === 408;
	return !['not connected', 'certificate', 'insecure'].includes(hindranceOf(outcome.failure));
}

/**
 * The request as a redirect leads it, if it may go there; undefined if not. One redirect is followed: of what only reads, and of
 * the rest if it says that the same is to be sent there.
 *
 * @param current the request as it was sent, which is `request` unless a redirect was followed
 */
export function redirected<Request extends SentRequest>(
	request: Request,
	current: Request,
	outcome: Outcome,
	baseUrl: string,
): Request | undefined {
	const mayFollow = current === request && (request.method === 'GET' || keepsMethod(statusOf(outcome)));
	const path = mayFollow ? redirectedPath(outcome, baseUrl, request.path) : undefined;
	return path === undefined ? undefined : { ...request, path, query: undefined };
}

/** The milliseconds to wait before the request is sent again; undefined if it must not be. */
export function nextPause(
	{ method, readOnly, once }: RepeatedRequest,
	outcome: Outcome,
	{ count, failures }: RetryState,
): number | undefined {
	const status = statusOf(outcome);
	const isRefused = status === 429;
	const hindrance = 'failure' in outcome ? hindranceOf(outcome.failure) : undefined;
	const mayPass = !(hindrance && FOR_GOOD.includes(hindrance)) && failures < repetitionsAfter(status);
	const mayRepeat = (isRepeatable(method, readOnly) || hindrance === 'not connected') && mayPass;
	if (once || !(isRefused || mayRepeat)) return undefined;
	// A server that asks for no pause and goes on refusing is not asked without one.
	return pauseAskedIn(outcome) || backOff(isRefused ? count - 1 : failures);
}
