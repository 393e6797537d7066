import type { INode, NodeApiError } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from './credential';
import { credentialOf } from './credential';
import { answerError, networkError, notJsonError } from './errors';
import type { FailedRequest, Tries } from './explain';
import { isCutOff, parseJson } from './json';
import { kindOf } from './latency';
import type { Answered, Outcome } from './outcome';
import { judge, pauseAskedIn, redirectTarget, statusOf, successOf, CUT_OFF } from './outcome';
import type { Pressure, Verdict } from './pressure';
import type { NamedLimit } from './pressureOfKey';
import { pressureFor } from './pressureOfKey';
import type { RepeatedRequest, RetryState } from './repeat';
import { isDeletedAlready, mayBeMade, nextPause, redirected } from './repeat';
import { RETRY_BUDGET } from './retry';
import type { RequestContext } from './send';
import { send } from './send';
import { wait } from './wait';
import { withoutZeroDates } from './zeroDates';

export { pauseAsked } from './errors';
export { TIMEOUT } from './send';
export type { RequestContext } from './send';

/** A request to Nex, and all that is to be known to send it rightly and to explain its failure. */
export interface NexRequest extends RepeatedRequest, FailedRequest {
	/** The body of the answer, if it is known without asking. */
	known?: unknown;
	/** What stands for one run: its requests read the credential once. */
	run?: object;
	/** The credential to use, if it is not the context's as it is stored now. */
	credential?: Credential;
	/** Asked when its turn to be sent has come; what it throws ends the request unsent. */
	beforeSending?: () => void;
	/** A lower concurrency limit than the key's own, shared by all requests that name it. */
	concurrencyLimit?: NamedLimit;
}

/** What Nex answered. */
export interface NexAnswer {
	status: number;
	headers: Record<string, unknown>;
	/** Lossless JSON; an empty body is undefined; text if something else than JSON was asked for. */
	body: unknown;
}

/**
 * Sends one request until it is answered or cannot be: the requests in flight for its key are
 * bounded, 429 is always repeated, other passing failures only if repeating is safe, so a create
 * is never sent twice. Everything that a node or the trigger asks of Nex goes through here.
 *
 * @throws NodeApiError with the API's own words, the item's index and what to do about it
 * @throws NodeOperationError if the credential cannot be used or the execution was cancelled
 */
export async function nexRequest(context: RequestContext, request: NexRequest): Promise<NexAnswer> {
	return await sendUntilAnswered(context, request).catch((error: unknown): never => {
		// n8n counts an execution as canceled if the error says so.
		if (request.signal?.aborted)
			throw new NodeOperationError(context.getNode(), 'The request to Nex was canceled', { itemIndex: request.itemIndex });
		throw error;
	});
}

async function sendUntilAnswered(context: RequestContext, request: NexRequest): Promise<NexAnswer> {
	const credential = request.credential ?? (await credentialOf(context, request.run));
	const { apiKey, baseUrl } = credential;
	const node = context.getNode();
	const pressures = [
		...(request.concurrencyLimit ? [pressureFor(baseUrl, apiKey, request.concurrencyLimit)] : []),
		pressureFor(baseUrl, apiKey),
	];
	const tries: RetryState = { count: 0, failures: 0, waited: 0 };
	let current = request;
	for (;;) {
		const sent = await sendUnderPressure(context, pressures, credential, current, tries.count > 0);
		tries.count++;
		request.signal?.throwIfAborted();

		const success = successOf(sent);
		const answer = success && readAnswer(success, request, node, baseUrl);
		if (answer) return answer;
		const outcome = success ? CUT_OFF : sent;
		if (isDeletedAlready(request, outcome, tries)) return { status: 200, headers: {}, body: undefined };

		const redirect = redirected(request, current, outcome, baseUrl);
		if (redirect) {
			current = redirect;
			continue;
		}

		const pause = nextPause(request, outcome, tries);
		const isTooLong = pause !== undefined && tries.waited + pause > RETRY_BUDGET;
		if (pause === undefined || isTooLong) throw giveUp(node, credential, request, outcome, { ...tries, isTooLong });
		if (statusOf(outcome) !== 429) tries.failures++;
		tries.waited += pause;
		await wait(pause, request.signal);
	}
}

/** Sends a request once, when each of the limits that it counts towards has room for it. */
async function sendUnderPressure(
	context: RequestContext,
	pressures: Pressure[],
	credential: Credential,
	request: NexRequest,
	again: boolean,
): Promise<Outcome> {
	const [pressure, ...others] = pressures;
	if (!pressure) {
		request.beforeSending?.();
		return await send(context, credential, request);
	}
	const permit = await pressure.acquire({ signal: request.signal, kind: kindOf(request.method, request.path), again });
	let verdict: Verdict = 'failed';
	let asked: number | undefined;
	try {
		const outcome = await sendUnderPressure(context, others, credential, request, again);
		verdict = judge(outcome);
		const pause = verdict === 'good' ? undefined : pauseAskedIn(outcome);
		if (pause !== undefined && pause <= RETRY_BUDGET) asked = pause;
		return outcome;
	} finally {
		permit.release(verdict, asked);
	}
}

/** The error for a request that is given up. */
function giveUp(node: INode, { apiKey, baseUrl }: Credential, request: NexRequest, outcome: Outcome, tries: Tries): NodeApiError {
	const target = redirectTarget(outcome, `${baseUrl}${request.path}`);
	// What follows the path may be a secret.
	const leadsTo = target && `${target.origin}${target.pathname}`.replaceAll(apiKey, '***');
	const known = { ...tries, asked: pauseAskedIn(outcome), mayBeMade: mayBeMade(request, outcome), leadsTo };
	return 'failure' in outcome
		? networkError(node, outcome.failure, baseUrl, request, known)
		: answerError(node, outcome.status, outcome.text.replaceAll(apiKey, '***'), request, known);
}

const isForJson = ({ accept = 'application/json' }: NexRequest): boolean => accept === 'application/json';

/**
 * Reads an answer; undefined if it was cut off on the way.
 *
 * @throws NodeApiError if it should be JSON and never was
 */
function readAnswer({ status, headers, text }: Answered, request: NexRequest, node: INode, baseUrl: string): NexAnswer | undefined {
	if (!isForJson(request)) return { status, headers, body: text };
	if (text.trim() === '') return { status, headers, body: undefined };
	try {
		return { status, headers, body: parseJson(withoutZeroDates(text)) };
	} catch {
		if (isCutOff(text)) return undefined;
		throw notJsonError(node, baseUrl, request);
	}
}
