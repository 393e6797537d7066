import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { FailedRequest, Tries } from './explain';
import { explain, triesInWords, whatNow } from './explain';
import type { Hindrance } from './outcome';
import { hindranceOf } from './outcome';
import { apiMessage } from './words';

/** An error of the API that also says how long Nex wants to be left alone. */
class NexApiError extends NodeApiError {
	/** Milliseconds; undefined if Nex did not say. */
	readonly retryAfter: number | undefined;

	constructor(
		node: INode,
		message: string,
		description: string,
		itemIndex?: number,
		more: { httpCode?: string; retryAfter?: number } = {},
	) {
		super(node, { message } as JsonObject, { message, description, httpCode: more.httpCode, itemIndex });
		// The constructor trades a message that speaks of a well-known code for words of its own.
		this.message = message;
		// The editor knows errors of an API by this name.
		this.name = 'NodeApiError';
		this.retryAfter = more.retryAfter;
	}
}

/** How long Nex asked to be left alone with the answer that an error stands for, in milliseconds; undefined if it did not. */
export const pauseAsked = (error: unknown): number | undefined => (error instanceof NexApiError ? error.retryAfter : undefined);

/**
 * The error for an answer that is not a success: what happened in the API's own words, the item,
 * and what a person can do about it.
 */
export function answerError(node: INode, status: number, body: string, request: FailedRequest, tries: Tries): NodeApiError {
	const words = apiMessage(body);
	const { summary, hint } = explain(status, body, request, tries, words);
	const [scope, ...others] = request.scopes;
	// Nex names the scope that is missing: that is said already, unless it may be one of several.
	const isSaid = status === 403 && scope !== undefined && others.length === 0 && words?.includes(scope);
	return new NexApiError(node, words && !isSaid ? `${summary}: ${words}` : summary, hint, request.itemIndex, {
		httpCode: String(status),
		retryAfter: tries.asked,
	});
}

const UNREACHABLE: Record<string, string> = {
	ECONNREFUSED: 'nothing answers at its address',
	EHOSTUNREACH: 'no way leads to its address',
	ENETUNREACH: 'no way leads to its address',
	ENOTFOUND: 'its host name is unknown',
	EAI_AGAIN: 'its host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNABORTED: 'it did not answer in time',
	ETIMEDOUT: 'it did not answer in time',
	ERR_CANCELED: 'the request was cancelled',
};

/** What kept a request from its answer, and what to do about it, for what has little to do with the address. */
const HINDRANCES: Partial<Record<Hindrance, { reason: string; advice: (baseUrl: string) => string }>> = {
	certificate: {
		reason: 'the certificate that was shown is not trusted',
		advice: (baseUrl) =>
			`A proxy or a firewall on the way to ${baseUrl} may show its own. Let n8n trust it with the environment variable ` +
			'NODE_EXTRA_CA_CERTS. The option "Ignore SSL Issues" goes without, for this node alone.',
	},
	insecure: {
		reason: 'no secure connection could be made',
		advice: (baseUrl) =>
			`What answers at ${baseUrl}, or a proxy on the way there, speaks no TLS, or none that n8n takes. Check the Base URL and the proxy.`,
	},
	'cut off': { reason: 'its answer was cut off', advice: () => 'A proxy on the way may limit the length or the time of an answer.' },
	unreadable: {
		reason: 'its answer is neither in UTF-8 nor in the encoding that it names',
		advice: () => 'Something on the way, such as a proxy, may change or pack answers.',
	},
	damaged: { reason: 'its answer was damaged', advice: () => 'Something on the way, such as a proxy, changes answers.' },
};

/** The error for a request that got no answer. `code` is the system's, such as ECONNREFUSED. */
export function networkError(node: INode, code: string, baseUrl: string, request: FailedRequest, tries: Tries): NodeApiError {
	const known = HINDRANCES[hindranceOf(code)];
	const reason = known?.reason ?? UNREACHABLE[code];
	const advice = known?.advice(baseUrl) ?? `Check that this n8n can open ${baseUrl}, and the Base URL in the Nex API credential.`;
	return new NexApiError(
		node,
		`Nex could not be reached: ${reason ? `${reason} (${code})` : code}`,
		`${whatNow(tries, advice)}${triesInWords(tries)}`,
		request.itemIndex,
	);
}

/** The error for an answer that is no JSON though JSON is promised. */
export function notJsonError(node: INode, baseUrl: string, request: FailedRequest): NodeApiError {
	return new NexApiError(
		node,
		'The answer did not come from the Nex API: it is not JSON',
		`Something else answers at ${baseUrl}, such as a proxy or a sign-in page. Check the Base URL in the Nex API credential.`,
		request.itemIndex,
	);
}
