import { parse } from '../../nex-server/json';
import type { NexServer } from '../../nex-server';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** Parsed without loss: integers past 2^53 are objects with `digits`. Undefined if there is no JSON. */
	json: unknown;
}

interface Options {
	key?: string;
	headers?: Record<string, string>;
}

/** Makes one request to `nex` the way any HTTP client would; `body` that is a string is sent as it is. */
export async function request(
	nex: NexServer,
	method: string,
	path: string,
	body?: unknown,
	{ key = nex.key, headers = {} }: Options = {},
): Promise<Answer> {
	const response = await fetch(nex.url + path, {
		method,
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
		redirect: 'manual',
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	return { status: response.status, headers: response.headers, text, json: isJson && text ? parse(text) : undefined };
}

/** As {@link request}, and answers the JSON of a success as `T`. */
export async function ask<T>(nex: NexServer, method: string, path: string, body?: unknown, options?: Options): Promise<T> {
	const answer = await request(nex, method, path, body, options);
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
	return answer.json as T;
}

/** Waits until `value` answers something true, for as long as the test may take. */
export async function until<T>(value: () => T | Promise<T>): Promise<NonNullable<T>> {
	for (;;) {
		const found = await value();
		if (found) return found;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

export interface OpenStream {
	status: number;
	/** All that has come so far. */
	text: string;
	/** How it ended: 'end' when the server ended it, 'error' when the connection broke, undefined while it is open. */
	ended?: 'end' | 'error';
	close(): void;
}

/** Opens the insight stream and collects what comes. */
export async function openStream(nex: NexServer, key = nex.key): Promise<OpenStream> {
	const abort = new AbortController();
	const response = await fetch(`${nex.url}/v1/insights/stream`, {
		headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
		signal: abort.signal,
	});
	const stream: OpenStream = { status: response.status, text: '', close: () => abort.abort() };
	const read = async () => {
		const decoder = new TextDecoder();
		for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk as Uint8Array, { stream: true });
	};
	read().then(
		() => (stream.ended = 'end'),
		() => (stream.ended = 'error'),
	);
	return stream;
}
