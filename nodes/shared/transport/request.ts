import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INode,
	ISupplyDataFunctions,
	ITriggerFunctions,
	NodeApiError,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from './credential';
import { CREDENTIAL, readCredential } from './credential';
import type { FailedRequest, Tries } from './errors';
import { answerError, networkError, notJsonError } from './errors';
import { parseJson } from './json';
import { kindOf } from './latency';
import type { Answered, Outcome } from './outcome';
import { failureCode, judge, pauseAskedIn, redirectedPath, statusOf, successOf } from './outcome';
import type { NamedLimit, Pressure, Verdict } from './pressure';
import { pressureFor } from './pressure';
import { backOff, FAILURE_RETRIES, isPassing, isRepeatable, RETRY_BUDGET } from './retry';
import { wait } from './wait';
import { withoutZeroDates } from './zeroDates';

export { pauseAsked } from './errors';

/** Milliseconds a request may take: clients of Nex are told to allow two minutes (docs/api.md#latency). */
export const TIMEOUT = 120_000;

/** The contexts of n8n that can send a request with a credential. */
export type NexContext = IExecuteSingleFunctions | ILoadOptionsFunctions | ISupplyDataFunctions | ITriggerFunctions;

export interface NexRequest extends FailedRequest {
	method: IHttpRequestMethods;
	/** Encoded, starting with /v1/. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** The body of the answer, if it is known without asking. */
	known?: unknown;
	/** A POST that only reads, and so may be repeated. */
	readOnly?: boolean;
	/** Milliseconds; 120,000 unless given. */
	timeout?: number;
	/** What stands for one run: its requests read the credential once. */
	run?: object;
	/** The credential to use, if it is not the context's as it is stored now. */
	credential?: Credential;
	/** Never repeated here: whoever asks has a schedule of its own. */
	once?: boolean;
	signal?: AbortSignal;
	/** Asked when its turn to be sent has come; what it throws ends the request unsent. */
	beforeSending?: () => void;
	/** A lower concurrency limit than the key's own, shared by all requests that name it. */
	concurrencyLimit?: NamedLimit;
	/** The media type to ask for. Anything but JSON comes back as text. */
	accept?: string;
	/**
	 * What n8n's engine wants of every request, such as a proxy. Not the domains that a credential is allowed for: they are
	 * for addresses that a user chooses, and this one is the credential's own.
	 */
	host?: Pick<IHttpRequestOptions, 'proxy' | 'skipSslCertificateValidation'>;
}

export interface NexAnswer {
	status: number;
	headers: Record<string, unknown>;
	/** Lossless JSON; an empty body is undefined; text if something else than JSON was asked for. */
	body: unknown;
}

const credentials = new WeakMap<object, Promise<Credential>>();

/** Reads the credential once for all items of one run, and anew everywhere else. */
async function credentialOf(context: NexContext, given?: object): Promise<Credential> {
	const run = 'getExecuteData' in context ? context.getExecuteData() : given;
	if (!run) return await readCredential(context);
	let credential = credentials.get(run);
	if (!credential) {
		credential = readCredential(context);
		credentials.set(run, credential);
	}
	return await credential;
}

function withQuery(path: string, query: IDataObject = {}): string {
	const parts = Object.entries(query).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value])
			.filter((one) => one !== undefined && one !== null && one !== '')
			.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
	);
	return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

async function send(context: NexContext, credential: Credential, request: NexRequest): Promise<Outcome> {
	const options: IHttpRequestOptions = {
		...request.host,
		method: request.method,
		url: `${credential.baseUrl}${withQuery(request.path, request.query)}`,
		headers: { Accept: request.accept ?? 'application/json', ...(request.body && { 'Content-Type': 'application/json' }) },
		// As text, because the host leaves an empty object out, though Nex requires a body.
		body: request.body && JSON.stringify(request.body),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: request.timeout ?? TIMEOUT,
		abortSignal: request.signal,
	};
	// Given along, because n8n would read it from its database and decrypt it for every request.
	const credentialsDecrypted = { id: '', name: '', type: CREDENTIAL, data: { ...credential } };
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(context as IAllExecuteFunctions, CREDENTIAL, options, {
			credentialsDecrypted,
		})) as IN8nHttpFullResponse;
		return { status: answer.statusCode, headers: answer.headers, text: typeof answer.body === 'string' ? answer.body : '' };
	} catch (error) {
		return { failure: failureCode(error) };
	}
}

async function sendUnderPressure(
	context: NexContext,
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

/**
 * Sends one request until it is answered or cannot be: the requests in flight for its key are
 * bounded, 429 is always repeated, other passing failures only if repeating is safe, so a create
 * is never sent twice. Everything that a node or the trigger asks of Nex goes through here.
 *
 * @throws NodeApiError with the API's own words, the item's index and what to do about it
 * @throws NodeOperationError if the credential cannot be used or the execution was cancelled
 */
export async function nexRequest(context: NexContext, request: NexRequest): Promise<NexAnswer> {
	return await exchange(context, request).catch((error: unknown): never => {
		// n8n counts an execution as canceled if the error says so.
		if (request.signal?.aborted)
			throw new NodeOperationError(context.getNode(), 'The request to Nex was canceled', { itemIndex: request.itemIndex });
		throw error;
	});
}

/** How far the repeating of a request is. */
interface Progress extends Tries {
	/** Tries that had no answer, or one that may pass, other than 429. */
	failures: number;
}

/** True if an earlier try, whose answer was lost, has deleted what is no longer there. */
const isDeletedAlready = ({ method }: NexRequest, outcome: Outcome, { failures }: Progress): boolean =>
	method === 'DELETE' && statusOf(outcome) === 404 && failures > 0;

/** The request where a redirect leads it, if it may go there. One redirect is followed, of what only reads. */
function redirected(request: NexRequest, current: NexRequest, outcome: Outcome, baseUrl: string): NexRequest | undefined {
	const path = request.method === 'GET' && current === request ? redirectedPath(outcome, baseUrl) : undefined;
	return path === undefined ? undefined : { ...request, path, query: undefined };
}

/** The milliseconds to wait before the request is sent again; undefined if it must not be. */
function nextPause({ method, readOnly, once }: NexRequest, outcome: Outcome, { count, failures }: Progress): number | undefined {
	const status = statusOf(outcome);
	const isRefused = status === 429;
	const mayRepeat = isRepeatable(method, readOnly) && ('failure' in outcome || isPassing(status)) && failures < FAILURE_RETRIES;
	if (once || !(isRefused || mayRepeat)) return undefined;
	// A server that asks for no pause and goes on refusing is not asked without one.
	return pauseAskedIn(outcome) || backOff(isRefused ? count - 1 : failures);
}

/** The error for a request that is given up. */
function giveUp(node: INode, { apiKey, baseUrl }: Credential, request: NexRequest, outcome: Outcome, tries: Tries): NodeApiError {
	return 'failure' in outcome
		? networkError(node, outcome.failure, baseUrl, request, tries)
		: answerError(node, outcome.status, outcome.text.replaceAll(apiKey, '***'), request, { ...tries, asked: pauseAskedIn(outcome) });
}

async function exchange(context: NexContext, request: NexRequest): Promise<NexAnswer> {
	const credential = request.credential ?? (await credentialOf(context, request.run));
	const { apiKey, baseUrl } = credential;
	const node = context.getNode();
	const pressures = [
		...(request.concurrencyLimit ? [pressureFor(baseUrl, apiKey, request.concurrencyLimit)] : []),
		pressureFor(baseUrl, apiKey),
	];
	const tries: Progress = { count: 0, failures: 0, waited: 0 };
	let current = request;
	for (;;) {
		const outcome = await sendUnderPressure(context, pressures, credential, current, tries.count > 0);
		tries.count++;
		request.signal?.throwIfAborted();

		const success = successOf(outcome);
		if (success) return read(success, request, node, baseUrl);
		if (isDeletedAlready(request, outcome, tries)) return { status: 200, headers: {}, body: undefined };

		const elsewhere = redirected(request, current, outcome, baseUrl);
		if (elsewhere) {
			current = elsewhere;
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

function read({ status, headers, text }: Answered, request: NexRequest, node: INode, baseUrl: string): NexAnswer {
	if (request.accept !== undefined && request.accept !== 'application/json') return { status, headers, body: text };
	if (text.trim() === '') return { status, headers, body: undefined };
	try {
		return { status, headers, body: parseJson(withoutZeroDates(text)) };
	} catch {
		throw notJsonError(node, baseUrl, request);
	}
}
