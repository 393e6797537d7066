import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { missing } from './missing';
import type { Scope } from './scopes';
import { nameScopes } from './scopes';
import { apiMessage, isPage } from './words';

/** What an error has to know of the request that failed. */
export interface FailedRequest {
	scopes: readonly Scope[];
	/** What was not there on a 404, as a sentence without a full stop. */
	notFound?: string;
	/** What to do on a 410, as a sentence. */
	expired?: string;
	itemIndex?: number;
}

/** How long the request was repeated before it was given up. */
export interface Tries {
	count: number;
	/** Milliseconds spent waiting between them. */
	waited: number;
	/** Milliseconds the server asks to be left alone. */
	asked?: number;
	/** Set if waiting once more would have taken too long. */
	isTooLong?: boolean;
}

const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1_000)} s`;

/** Statuses of 400 and above whose cause goes by itself: only for these is it of use to come again later. */
const goesByItself = (status: number) => [408, 425, 500, 502, 503, 504].includes(status) || status > 511;

/** What happened with an answer that is not a success, and what a person can do about it. */
function explain(status: number, request: FailedRequest, tries: Tries, words: string | undefined): { summary: string; hint: string } {
	const repeated = tries.count > 1 ? ` It was tried ${tries.count} times over ${seconds(tries.waited)}.` : '';
	switch (status) {
		case 400:
		case 422:
			return { summary: 'Nex refused the request', hint: "Check the values of this operation's fields." };
		case 401:
			return {
				summary: 'Nex does not accept the API key',
				hint: 'The key is wrong, or it was revoked. Create one in Nex under Settings, Developer, and save it in the Nex API credential.',
			};
		case 402:
			return {
				summary: 'Nex wants this to be paid for',
				hint: "The workspace's plan does not include it, or what the plan includes is used up. Look at the plan in Nex.",
			};
		case 403:
			return {
				summary: `The API key lacks the scope ${nameScopes(request.scopes)}`,
				hint:
					`Give the key the scope ${nameScopes(request.scopes)} in Nex under Settings, Developer, or choose a credential whose key ` +
					'has it.',
			};
		case 404:
			return {
				summary: missing(request.notFound, words),
				hint: 'It may have been deleted, belong to another workspace, or its ID may be misspelled.',
			};
		case 409:
			return {
				summary: 'This does not go together with what is in Nex',
				hint: 'The same may be there already, or somebody else has changed it. Look in Nex, then change the values or what is there.',
			};
		case 410:
			return { summary: 'This has expired in Nex', hint: request.expired ?? 'Start again from the first step.' };
		case 429:
			return tries.asked && tries.isTooLong
				? {
						summary: 'Nex receives too many requests',
						hint:
							`Nex asks to wait ${seconds(tries.asked)}, which is longer than a node should wait. Run the workflow again later, or ` +
							'less often.',
					}
				: { summary: 'Nex receives too many requests', hint: `Run the workflow less often, or with fewer items at once.${repeated}` };
		default:
			if (status >= 300 && status < 400) {
				return {
					summary: `Nex answered with a redirect (HTTP ${status})`,
					hint: 'The API key is not sent to another address. Check the Base URL in the Nex API credential.',
				};
			}
			return goesByItself(status)
				? { summary: `Nex could not answer the request (HTTP ${status})`, hint: `Try again later.${repeated}` }
				: {
						summary: `Nex refused the request (HTTP ${status})`,
						hint: 'The same request will be refused again: change what is sent, or what is in Nex, as its words say.',
					};
	}
}

/** What to say if a page of HTML refuses: Nex refuses in JSON, and its words on keys and scopes would be untrue. */
const elsewhere = (status: number) => ({
	summary: `The answer did not come from the Nex API: it is a web page (HTTP ${status})`,
	hint: 'A proxy or a sign-in page may stand in between. Check the Base URL in the Nex API credential, and the way there.',
});

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
	const isFromElsewhere = status >= 400 && !goesByItself(status) && status !== 429 && isPage(body);
	const { summary, hint } = isFromElsewhere ? elsewhere(status) : explain(status, request, tries, words);
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
	ENOTFOUND: 'its host name is unknown',
	EAI_AGAIN: 'its host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNABORTED: 'it did not answer in time',
	ETIMEDOUT: 'it did not answer in time',
	ERR_CANCELED: 'the request was cancelled',
};

/** The error for a request that got no answer. `code` is the system's, such as ECONNREFUSED. */
export function networkError(node: INode, code: string, baseUrl: string, request: FailedRequest, tries: Tries): NodeApiError {
	const repeated = tries.count > 1 ? ` It was tried ${tries.count} times over ${seconds(tries.waited)}.` : '';
	const reason = UNREACHABLE[code];
	return new NexApiError(
		node,
		`Nex could not be reached: ${reason ? `${reason} (${code})` : code}`,
		`Check that this n8n can open ${baseUrl}, and the Base URL in the Nex API credential.${repeated}`,
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
