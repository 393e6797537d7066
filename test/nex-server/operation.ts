import { stringify } from './json';
import type { Scope } from './scopes';
import type { State } from './state/state';
import type { Actor } from './types';

/** A request that has passed the checks on its key, as an operation sees it. */
export interface Call {
	state: State;
	params: Record<string, string>;
	query: URLSearchParams;
	body: Record<string, unknown>;
	/** Who makes it: the API key. */
	actor: Actor;
	/** The request's Accept header. */
	accept: string;
}

/** An answer other than a plain 200 with JSON. */
export class Reply {
	constructor(
		readonly status: number,
		readonly body: string,
		readonly contentType = 'application/json',
	) {}
}

/** What deletes answer: 200 without content. */
export const EMPTY = new Reply(200, '', '');

/** Has the server open the insight stream. */
export const STREAM = new Reply(200, '', 'text/event-stream');

/** A {@link Reply} of JSON text that is at hand already. */
export const jsonText = (text: string, status = 200): Reply => new Reply(status, text);

/** An operation of the contract. */
export interface Operation {
	/** The contract's operationId. */
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	/** The scope it needs; if sources differ, any one of these will do. */
	scopes: readonly Scope[];
	/** Whether a JSON body is required. */
	hasBody: boolean;
	/** Answers a {@link Reply}, or anything else to be sent as JSON with 200. @throws ApiError */
	handle: (call: Call) => unknown;
}

/** Declares an operation; it has a body if the contract gives its method and path one. */
export const operation = (
	id: string,
	endpoint: `${Operation['method']} /v1/${string}`,
	scopes: Scope | readonly Scope[],
	handle: Operation['handle'],
): Operation => {
	const [method, path] = endpoint.split(' ') as [Operation['method'], string];
	const hasBody = method !== 'GET' && method !== 'DELETE' && id !== 'startIntegrationConnect';
	return { id, method, path, scopes: typeof scopes === 'string' ? [scopes] : scopes, hasBody, handle };
};

/** What an operation answered, as it goes on the wire. */
export const toReply = (answer: unknown): Reply => (answer instanceof Reply ? answer : jsonText(stringify(answer)));
