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
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from './credential';
import { CREDENTIAL, readCredential } from './credential';
import type { FailedRequest, Tries } from './errors';
import { answerError, networkError, notJsonError } from './errors';
import { parseJson } from './json';
import { kindOf } from './latency';
import type { NarrowWindow, Pressure, Verdict } from './pressure';
import { pressureFor } from './pressure';
import { backOff, FAILURE_RETRIES, isPassing, isRepeatable, readRetryAfter, RETRY_BUDGET } from './retry';
import { wait } from './wait';

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
	/** The credential to use, where it is not the context's as it is stored now. */
	credential?: Credential;
	/** Never repeated here: whoever asks has a schedule of its own. */
	once?: boolean;
	signal?: AbortSignal;
	/** Asked when its turn to be sent has come; what it throws ends the request unsent. */
	beforeSending?: () => void;
	/** A narrower window than the key's own, shared by all requests that name it. */
	narrowWindow?: NarrowWindow;
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
	/** Lossless JSON; an empty body is undefined; text where something else than JSON was asked for. */
	body: unknown;
}

type Outcome = { status: number; headers: Record<string, unknown>; text: string } | { failure: string };

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

/** The system's code of a failure, wherever n8n and axios have put it. Their error itself may hold the key. */
function failureCode(error: unknown): string {
	for (let at = error; at !== null && typeof at === 'object'; at = (at as { cause?: unknown }).cause) {
		const { code, httpCode } = at as { code?: unknown; httpCode?: unknown };
		for (const found of [code, httpCode]) if (typeof found === 'string' && /^[A-Z_]{3,}$/.test(found)) return found;
	}
	return error instanceof Error && /time(d )?out/i.test(error.message) ? 'ETIMEDOUT' : 'the request failed';
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
		// As text, because the host leaves an empty object out, where Nex requires a body.
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

function judge(outcome: Outcome): Verdict {
	if ('failure' in outcome) return 'failed';
	if (outcome.status === 429) return 'refused';
	return outcome.status === 503 ? 'unavailable' : 'good';
}

async function sendUnderPressure(
	context: NexContext,
	pressures: Pressure[],
	credential: Credential,
	request: NexRequest,
	again: boolean,
): Promise<Outcome> {
	const [pressure, ...rest] = pressures;
	if (!pressure) {
		request.beforeSending?.();
		return await send(context, credential, request);
	}
	const permit = await pressure.acquire({ signal: request.signal, kind: kindOf(request.method, request.path), again });
	let verdict: Verdict = 'failed';
	let asked: number | undefined;
	try {
		const outcome = await sendUnderPressure(context, rest, credential, request, again);
		verdict = judge(outcome);
		const pause = 'failure' in outcome || verdict === 'good' ? undefined : readRetryAfter(outcome.headers['retry-after']);
		if (pause !== undefined && pause <= RETRY_BUDGET) asked = pause;
		return outcome;
	} finally {
		permit.release(verdict, asked);
	}
}

const pauses = new WeakMap<Error, number>();

/** How long Nex asked to be left alone with the answer that an error stands for, in milliseconds; undefined where it did not. */
export const pauseAsked = (error: unknown): number | undefined => (error instanceof Error ? pauses.get(error) : undefined);

/** The path of a redirect that stays where the key may go: in the same origin and API. */
function redirectedPath(outcome: Outcome, baseUrl: string): string | undefined {
	if ('failure' in outcome || ![301, 302, 307, 308].includes(outcome.status)) return undefined;
	const location = outcome.headers.location;
	if (typeof location !== 'string' || !URL.canParse(location, baseUrl)) return undefined;
	const target = new URL(location, baseUrl);
	const base = new URL(baseUrl);
	if (target.origin !== base.origin || !target.pathname.startsWith(`${base.pathname}/v1/`)) return undefined;
	return target.pathname.slice(base.pathname.length) + target.search;
}

/**
 * Sends one request until it is answered or cannot be: the requests in flight for its key are
 * bounded, 429 is always repeated, other passing failures only where repeating is safe, so a create
 * is never sent twice. Everything that a node or the trigger asks of Nex goes through here.
 *
 * @throws NodeApiError with the API's own words, the item's index and what to do about it
 * @throws NodeOperationError where the credential cannot be used or the execution was cancelled
 */
export async function nexRequest(context: NexContext, request: NexRequest): Promise<NexAnswer> {
	return await exchange(context, request).catch((error: unknown): never => {
		// n8n counts an execution as canceled where the error says so.
		if (request.signal?.aborted)
			throw new NodeOperationError(context.getNode(), 'The request to Nex was canceled', { itemIndex: request.itemIndex });
		throw error;
	});
}

async function exchange(context: NexContext, request: NexRequest): Promise<NexAnswer> {
	const credential = request.credential ?? (await credentialOf(context, request.run));
	const { apiKey, baseUrl } = credential;
	const node = context.getNode();
	const pressures = [...(request.narrowWindow ? [pressureFor(baseUrl, apiKey, request.narrowWindow)] : []), pressureFor(baseUrl, apiKey)];
	const repeatable = isRepeatable(request.method, request.readOnly);
	const tries: Tries = { count: 0, waited: 0 };
	let failures = 0;
	let current = request;
	for (;;) {
		const outcome = await sendUnderPressure(context, pressures, credential, current, tries.count > 0);
		tries.count++;
		request.signal?.throwIfAborted();
		const status = 'failure' in outcome ? 0 : outcome.status;

		if ('text' in outcome && status >= 200 && status < 300) return read(outcome, request, node, baseUrl);
		// The answer to an earlier try was lost: what it deleted is no longer there.
		if (request.method === 'DELETE' && status === 404 && failures > 0) return { status: 200, headers: {}, body: undefined };

		const path = request.method === 'GET' && current === request ? redirectedPath(outcome, baseUrl) : undefined;
		if (path !== undefined) {
			current = { ...request, path, query: undefined };
			continue;
		}

		const asked = 'failure' in outcome ? undefined : readRetryAfter(outcome.headers['retry-after']);
		const giveUp = () => {
			const error =
				'failure' in outcome
					? networkError(node, outcome.failure, baseUrl, request, tries)
					: answerError(node, status, outcome.text.replaceAll(apiKey, '***'), request, tries);
			if (asked) pauses.set(error, asked);
			return error;
		};
		const again =
			!request.once && (status === 429 || (repeatable && ('failure' in outcome || isPassing(status)) && failures < FAILURE_RETRIES));
		if (!again) throw giveUp();
		// A server that asks for no pause and goes on refusing is not asked without one.
		const pause = asked || backOff(status === 429 ? tries.count - 1 : failures);
		if (tries.waited + pause > RETRY_BUDGET) {
			tries.asked = asked;
			throw giveUp();
		}
		if (status !== 429) failures++;
		tries.waited += pause;
		await wait(pause, request.signal);
	}
}

function read(
	outcome: { status: number; headers: Record<string, unknown>; text: string },
	request: NexRequest,
	node: INode,
	baseUrl: string,
): NexAnswer {
	const { status, headers, text } = outcome;
	if (request.accept !== undefined && request.accept !== 'application/json') return { status, headers, body: text };
	if (text.trim() === '') return { status, headers, body: undefined };
	try {
		return { status, headers, body: parseJson(text) };
	} catch {
		throw notJsonError(node, baseUrl, request);
	}
}
