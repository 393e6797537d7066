import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { parseJson } from './json';
import type { Scope } from './scopes';
import { nameScopes } from './scopes';

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
	/** Milliseconds the server asked to wait, where that was too long. */
	asked?: number;
}

const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1_000)} s`;

/** The API's own words in an error body: `message`, else `error`, else `detail` (docs/api.md#errors). */
export function apiMessage(body: string): string | undefined {
	try {
		const parsed = parseJson(body);
		if (parsed === null || typeof parsed !== 'object') return undefined;
		const { message, error, detail } = parsed as JsonObject;
		for (const words of [message, error, detail, (error as JsonObject | undefined)?.message]) {
			if (typeof words === 'string' && words.trim() !== '') return words.trim().slice(0, 500);
		}
	} catch {
		// A proxy's HTML page has no words worth showing.
	}
	return undefined;
}

function explain(status: number, request: FailedRequest, tries: Tries): { summary: string; hint: string } {
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
		case 403:
			return {
				summary: `The API key lacks the scope ${nameScopes(request.scopes)}`,
				hint: `Give the key the scope ${nameScopes(request.scopes)} in Nex under Settings, Developer, or choose a credential whose key has it.`,
			};
		case 404:
			return {
				summary: request.notFound ?? 'Nex did not find what was asked for',
				hint: 'It may have been deleted, belong to another workspace, or its ID may be misspelled.',
			};
		case 410:
			return { summary: 'This has expired in Nex', hint: request.expired ?? 'Start again from the first step.' };
		case 429:
			return tries.asked
				? {
						summary: 'Nex receives too many requests',
						hint: `Nex asks to wait ${seconds(tries.asked)}, which is longer than a node should wait. Run the workflow again later, or less often.`,
					}
				: { summary: 'Nex receives too many requests', hint: `Run the workflow less often, or with fewer items at once.${repeated}` };
		default:
			if (status >= 300 && status < 400) {
				return {
					summary: `Nex answered with a redirect (HTTP ${status})`,
					hint: 'The API key is not sent to another address. Check the Base URL in the Nex API credential.',
				};
			}
			return { summary: `Nex could not answer the request (HTTP ${status})`, hint: `Try again later.${repeated}` };
	}
}

function nodeApiError(node: INode, message: string, description: string, itemIndex: number | undefined, httpCode?: string): NodeApiError {
	const error = new NodeApiError(node, { message } as JsonObject, { message, description, httpCode, itemIndex });
	// The constructor trades a message that speaks of a well-known code for words of its own.
	error.message = message;
	return error;
}

/**
 * The error for an answer that is not a success: what happened in the API's own words, the item,
 * and what a person can do about it.
 */
export function answerError(node: INode, status: number, body: string, request: FailedRequest, tries: Tries): NodeApiError {
	const { summary, hint } = explain(status, request, tries);
	const words = apiMessage(body);
	const [scope, ...others] = request.scopes;
	// Nex names the scope that is missing: that is said already, unless it may be one of several.
	const isSaid = status === 403 && scope !== undefined && others.length === 0 && words?.includes(scope);
	return nodeApiError(node, words && !isSaid ? `${summary}: ${words}` : summary, hint, request.itemIndex, String(status));
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
	return nodeApiError(
		node,
		`Nex could not be reached: ${reason ? `${reason} (${code})` : code}`,
		`Check that this n8n can open ${baseUrl}, and the Base URL in the Nex API credential.${repeated}`,
		request.itemIndex,
	);
}

/** The error for an answer that is no JSON where JSON is promised. */
export function notJsonError(node: INode, baseUrl: string, request: FailedRequest): NodeApiError {
	return nodeApiError(
		node,
		'The answer did not come from the Nex API: it is not JSON',
		`Something else answers at ${baseUrl}, such as a proxy or a sign-in page. Check the Base URL in the Nex API credential.`,
		request.itemIndex,
	);
}
