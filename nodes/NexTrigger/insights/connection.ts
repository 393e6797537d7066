import type { NodeEgressFilter } from 'n8n-workflow';
import type { EnvHttpProxyAgent } from 'undici';
import type { StreamEvent } from './events';
import { createEventReader } from './events';
import { proxyFor } from './proxy';

/** Milliseconds without a byte after which a connection is dead: two and a half of Nex's keepalives (docs/api.md#stream). */
export const SILENCE = 75_000;

/** Milliseconds for the server to begin its answer. */
const ANSWER_WITHIN = 30_000;

/** Characters of a refusal's body that are kept for its message. */
const BODY_KEPT = 4_096;

export interface ConnectionRequest {
	url: URL;
	apiKey: string;
	/** The host's rules for outgoing connections; older hosts have none. */
	egress?: NodeEgressFilter;
	/** Closes the connection. */
	signal: AbortSignal;
	/** The answer is a stream: from now on nothing is missed. */
	onOpen: () => void;
	onEvent: (event: StreamEvent) => void;
	/** Milliseconds the server asks to wait before the next connection (the field `retry`). */
	onRetry: (milliseconds: number) => void;
	/** A comment came, such as the greeting or a keepalive. */
	onComment?: (comment: string) => void;
	/** An event was too long to be read. */
	onTooLong: () => void;
}

type Headers = Record<string, string | string[] | undefined>;

/** Why there is no connection any more. `lasted` says for how many milliseconds it was open; 0 if nothing came. */
export type ConnectionEnd =
	{ kind: 'refused'; status: number; headers: Headers; body: string } | { kind: 'lost'; reason: string; lasted: number };

/** True for `text/event-stream`, with whatever parameters (RFC 9110, 8.3.1). */
function isEventStream(headers: Headers): boolean {
	const type = [headers['content-type']].flat()[0] ?? '';
	return type.split(';', 1)[0]?.trim().toLowerCase() === 'text/event-stream';
}

/** False for an answer that is compressed although that was not asked for: it cannot be read as it comes. */
function isPlain(headers: Headers): boolean {
	const coding = [headers['content-encoding']].flat()[0]?.trim().toLowerCase() ?? '';
	return coding === '' || coding === 'identity';
}

function reasonOf(error: unknown): string {
	const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
	return typeof code === 'string' ? code : error instanceof Error ? error.message : 'the connection failed';
}

/**
 * Loads the libraries. undici makes itself the dispatcher of every `fetch` in the process if
 * there is none yet, which is not for a node to decide: the places are left as they were found.
 */
async function loadVendor(): Promise<typeof import('./vendor')> {
	const places = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
	const found = places.map((place) => Reflect.get(globalThis, place) as unknown);
	const vendor = await import('./vendor');
	places.forEach((place, index) => Reflect.set(globalThis, place, found[index]));
	return vendor;
}

/**
 * Opens the stream of insights and reads it until it ends, for whatever reason. Redirects are not
 * followed: the key stays with the address it was given for. The proxy is that of n8n's own requests, and
 * the host's rules for outgoing connections hold. Its socket and its timer are gone when it resolves.
 *
 * @returns why it ended; it never rejects
 */
export async function readStream(request: ConnectionRequest): Promise<ConnectionEnd> {
	const { url, egress, signal } = request;
	let agent: EnvHttpProxyAgent | undefined;
	try {
		const { createParser, EnvHttpProxyAgent: Agent } = await loadVendor();
		const allowed = await egress?.validateUrl(url);
		if (allowed && !allowed.ok) throw allowed.error;
		signal.throwIfAborted();
		const proxy = proxyFor(url, process.env);
		const chosen = { httpProxy: proxy, httpsProxy: proxy, noProxy: '' };
		agent = new Agent({ ...chosen, ...(egress && { connect: { lookup: egress.createSecureLookup() } }) });
		return await receive(agent, createEventReader({ createParser }, request).feed, request);
	} catch (error) {
		return { kind: 'lost', reason: signal.aborted ? 'closed' : reasonOf(error), lasted: 0 };
	} finally {
		await agent?.destroy().catch(() => undefined);
	}
}

async function receive(
	agent: EnvHttpProxyAgent,
	feed: (bytes: Uint8Array) => void,
	{ url, apiKey, signal, onOpen }: ConnectionRequest,
): Promise<ConnectionEnd> {
	return await new Promise((resolve) => {
		let refusal: Extract<ConnectionEnd, { kind: 'refused' }> | undefined;
		let opened = 0;
		let heard = false;
		let ended = false;
		const end = (reason: string) => {
			if (ended) return;
			ended = true;
			clearTimeout(watchdog);
			signal.removeEventListener('abort', close);
			resolve(refusal ?? { kind: 'lost', reason, lasted: heard ? Math.max(1, Date.now() - opened) : 0 });
		};
		const close = () => end('closed');
		const endAfter = (milliseconds: number, reason: string) => setTimeout(() => end(reason), milliseconds).unref();
		let watchdog = endAfter(ANSWER_WITHIN, 'no answer');
		signal.addEventListener('abort', close, { once: true });

		agent.dispatch(
			{
				origin: url.origin,
				path: `${url.pathname}${url.search}`,
				method: 'GET',
				headers: {
					authorization: `Bearer ${apiKey}`,
					accept: 'text/event-stream',
					'accept-encoding': 'identity',
					'cache-control': 'no-cache',
				},
				// The watchdog alone judges silence.
				headersTimeout: 0,
				bodyTimeout: 0,
			},
			{
				onRequestStart: () => undefined,
				onResponseStart(_controller, status, headers) {
					if (status < 200 || ended) return;
					if (status !== 200 || !isEventStream(headers) || !isPlain(headers)) {
						refusal = { kind: 'refused', status, headers, body: '' };
						return;
					}
					clearTimeout(watchdog);
					watchdog = endAfter(SILENCE, 'silent');
					opened = Date.now();
					onOpen();
				},
				onResponseData(_controller, chunk) {
					if (ended) return;
					if (refusal) {
						refusal.body += chunk.toString('utf8');
						if (refusal.body.length > BODY_KEPT) end('refused');
						return;
					}
					heard = true;
					watchdog.refresh();
					feed(chunk);
				},
				onResponseEnd: () => end('ended'),
				onResponseError: (_controller, error) => end(reasonOf(error)),
			},
		);
	});
}
