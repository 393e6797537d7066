import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDemoData, demoInsight } from './demo';
import { ApiError, badRequest } from './errors';
import { ExchangeLog } from './exchange-log';
import { Faults } from './faults';
import type { Misbehaviour } from './faults';
import { parse, stringify } from './json';
import { STREAM, toReply } from './operation';
import type { Call, Operation, Reply } from './operation';
import { reshape } from './reshape';
import { match } from './routes';
import { SCOPES } from './scopes';
import type { Key, Scope } from './scopes';
import { isOutsideContract } from './shapes';
import type { Shapes } from './shapes';
import { batch } from './state/insight-store';
import { State } from './state/state';
import { addStarterTypes } from './starter-types';
import { InsightStream, eventText } from './stream';
import type { Insight } from './types';

const BASE = '/api/developers';
const REPLAYED = 20;

export interface NexServerOptions {
	/** 0 or left out: whichever is free. */
	port?: number;
	/** Milliseconds before each answer. */
	latency?: number;
	/** `empty`, the default, has the object types person and company and nothing else. */
	data?: 'demo' | 'empty';
	/** Milliseconds between demo insights; 0 for none. */
	insightEvery?: number;
	/** Milliseconds between the stream's keepalive comments, default 30,000. */
	keepAlive?: number;
	/** Milliseconds until an asynchronous job is finished, default 50. */
	jobDuration?: number;
	/** File that exchanges are appended to; default NEX_EXCHANGE_LOG. */
	exchangeLog?: string;
	/** The key that has all scopes, so that it stays the same from one start to the next. */
	key?: string;
	/** How many requests `requests` keeps, the newest ones; default all. */
	keepRequests?: number;
}

/** A request as the server received it. */
export interface RecordedRequest {
	method: string;
	/** As sent, still URL-encoded, without the base URL's path. */
	path: string;
	query: Record<string, string | string[]>;
	/** Parsed; undefined if there was none, the text if it was no JSON. */
	body: unknown;
	/** Without `authorization`. */
	headers: Record<string, string | string[] | undefined>;
	/** Whether it carried a key that is valid. */
	authorized: boolean;
	/** Whether that key has the scope which the operation needs. */
	scopesOk: boolean;
	/** The contract's operationId, if it is one of its operations. */
	operation: string | undefined;
	/** What was answered; 0 if nothing was, or not yet. */
	status: number;
	/** Milliseconds since the epoch, by the machine's clock. */
	at: number;
	/** Whether a planned fault hit it. */
	fault: boolean;
}

const queryRecord = (query: URLSearchParams): Record<string, string | string[]> => {
	const record: Record<string, string | string[]> = {};
	for (const name of new Set(query.keys())) {
		const values = query.getAll(name);
		record[name] = values.length > 1 ? values : (values[0] ?? '');
	}
	return record;
};

function decoded(params: Record<string, string>): Record<string, string> {
	try {
		return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]));
	} catch {
		throw badRequest('The path is not URL-encoded as it should be');
	}
}

async function bodyText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

const errorText = (status: number, message: string, words: Shapes['errorWords'] = 'message'): string =>
	JSON.stringify({ code: status, [words]: message });

/** The embedded Nex: the whole Developer API over HTTP, on loopback, with its state in memory. */
export class NexServer {
	readonly state = new State();
	readonly faults = new Faults();
	readonly stream = new InsightStream();
	readonly requests: RecordedRequest[] = [];
	/** The key that has all scopes. */
	readonly key: string;
	/** Milliseconds before each answer. */
	latency: number;
	/** Requests that are not answered yet, streams left out. */
	inFlight = 0;
	/** The most there have been. */
	maxInFlight = 0;
	#keys = new Map<string, Key>();
	#limit: { max: number; retryAfter: string | undefined; after: 'at once' | 'after latency' } | undefined;
	/** Requests that the limit has let in. */
	#admitted = 0;
	#http: Server;
	#log: ExchangeLog;
	#timers: NodeJS.Timeout[] = [];
	#port = 0;

	constructor(private readonly options: NexServerOptions = {}) {
		this.latency = options.latency ?? 0;
		this.state.jobs.duration = options.jobDuration ?? 50;
		this.key = options.key ?? this.#newKeyText();
		this.#register(this.key, SCOPES);
		this.#log = new ExchangeLog(options.exchangeLog ?? process.env.NEX_EXCHANGE_LOG);
		this.state.insights.onBatch = (insights) =>
			this.stream.write(eventText('insight.batch.created', this.#batchJson(insights), this.#eventId()));
		addStarterTypes(this.state);
		if (options.data === 'demo') addDemoData(this.state);
		this.#http = this.#createHttp();
	}

	/** Base URL with the API's path, without a trailing slash. */
	get url(): string {
		return `http://127.0.0.1:${this.#port}${BASE}`;
	}

	/** The fields of the credential "Nex API" for the key with all scopes. */
	get credential(): { apiKey: string; baseUrl: string; scopes: string[] } {
		return { apiKey: this.key, baseUrl: this.url, scopes: [...SCOPES] };
	}

	get shapes(): Shapes {
		return this.state.shapes;
	}

	/** How far the server's clock is ahead, in milliseconds. */
	get clock(): { offset: number } {
		return this.state.clock;
	}

	async listen(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#http.once('error', reject);
			this.#http.listen(this.#port || (this.options.port ?? 0), '127.0.0.1', resolve);
		});
		this.#port = (this.#http.address() as AddressInfo).port;
		this.#every(this.options.keepAlive ?? 30_000, () => this.stream.write(': keepalive\n\n'));
		this.#every(this.options.insightEvery ?? 0, () => this.addInsight(demoInsight(this.state)));
	}

	/** Makes a key that has just these scopes. */
	addKey(scopes: readonly Scope[]): string {
		const text = this.#newKeyText();
		this.#register(text, scopes);
		return text;
	}

	/** Has every later request with the key answered 401. Streams that are open stay. */
	revokeKey(key: string): void {
		this.#key(key).revoked = true;
	}

	setScopes(key: string, scopes: readonly Scope[]): void {
		this.#key(key).scopes = new Set(scopes);
	}

	/**
	 * Answers 429 to requests beyond `max` in flight; `undefined` lifts the limit. Streams do not count.
	 * @param retryAfter the Retry-After header, as it is to be sent
	 */
	limitInFlight(max: number | undefined, retryAfter?: string, after: 'at once' | 'after latency' = 'at once'): void {
		this.#limit = max === undefined ? undefined : { max, retryAfter, after };
	}

	/** Stores an insight, made up if fields are left out, and streams it. */
	addInsight(partial: Partial<Insight> = {}): Insight {
		const [insight] = this.addInsights([partial]);
		if (!insight) throw new Error('one insight in, one out');
		return insight;
	}

	/** Stores insights and streams them as one batch; with `emit: false` nobody is told, as in a gap of the stream. */
	addInsights(list: Array<Partial<Insight>>, options: { emit?: boolean } = {}): Insight[] {
		return this.state.insights.add(list, options);
	}

	/** Ends everything at once; no handle is left open. */
	async close(): Promise<void> {
		this.state.jobs.close();
		await this.#down();
		this.#log.close();
	}

	/** Down and up again on the same port, with the same state; every connection is cut. */
	async restart(): Promise<void> {
		await this.#down();
		this.#http = this.#createHttp();
		await this.listen();
	}

	async #down(): Promise<void> {
		for (const timer of this.#timers.splice(0)) clearInterval(timer);
		const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
		this.#http.closeAllConnections();
		await closed;
	}

	#createHttp(): Server {
		// Longer than any client keeps a connection, so that no request meets one that is just being closed.
		return createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
			response.setHeader('date', new Date(this.state.time()).toUTCString());
			void this.#serve(request, response);
		});
	}

	#every(interval: number, act: () => void): void {
		if (interval > 0) this.#timers.push(setInterval(act, interval));
	}

	#newKeyText(): string {
		return `sk-${randomUUID().replace(/-/g, '')}`;
	}

	#register(text: string, scopes: readonly Scope[]): void {
		this.#keys.set(text, { id: this.state.ids.next(), scopes: new Set(scopes), revoked: false });
	}

	#key(text: string): Key {
		const key = this.#keys.get(text);
		if (!key) throw new Error('This server has no such key');
		return key;
	}

	#batchJson(insights: Insight[]): string {
		const { name, slug, business_info } = this.state.workspace;
		const settings = this.shapes.streamSettings ? { settings: { date_format: 'YYYY-MM-DD' } } : {};
		return stringify(batch(insights, this.shapes, { name, slug, business_info, ...settings }, this.state.ids.next(), this.state.now()));
	}

	#eventId(): string | undefined {
		return this.shapes.streamEventIds ? this.state.ids.next() : undefined;
	}

	/** What a new connection to the stream gets first: who it is, and up to 20 insights of before. */
	#greeting(key: Key): string {
		const recent = this.state.insights.store.newest(REPLAYED).reverse();
		const batches =
			this.shapes.replay === 'none' || recent.length === 0
				? []
				: this.shapes.replay === 'one'
					? [recent]
					: recent.map((insight) => [insight]);
		const replay = batches.map((insights) => eventText('insight.replay', this.#batchJson(insights), this.#eventId())).join('');
		if (!this.shapes.greeting) return replay;
		return `: connected workspace_id=${this.state.workspace.id} token_id=${key.id}\n\n${replay}`;
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const exchange = new Exchange(request, this.shapes.trailingSlash === 'answered');
		const { seen } = exchange;
		this.requests.push(seen);
		if (this.requests.length > (this.options.keepRequests ?? Infinity)) this.requests.shift();
		const leave = exchange.isStream ? () => undefined : this.#enter();
		response.on('close', leave);
		try {
			await this.#answer(exchange, response, leave);
		} catch (error) {
			if (response.destroyed) return;
			const known = error instanceof ApiError ? error : new ApiError(500, `The embedded server failed: ${String(error)}`);
			this.#send(
				exchange,
				response,
				leave,
				{ status: known.status, body: errorText(known.status, known.message, this.shapes.errorWords), contentType: 'application/json' },
				known.headers,
			);
		}
	}

	/** Counts a request in. Answers what counts it out, once, just before its answer is on its way. */
	#enter(): () => void {
		this.inFlight++;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		let inside = true;
		return () => {
			if (inside) this.inFlight--;
			inside = false;
		};
	}

	async #answer(exchange: Exchange, response: ServerResponse, leave: () => void): Promise<void> {
		const { seen, operation } = exchange;
		const key = this.#authenticate(exchange);
		await exchange.readBody();
		const limit = exchange.isStream ? undefined : this.#limit;
		if (limit && this.#admitted >= limit.max) {
			if (limit.after === 'after latency') await this.#wait(this.latency);
			throw new ApiError(429, 'Too many requests', limit.retryAfter === undefined ? {} : { 'retry-after': limit.retryAfter });
		}
		let admitted = !exchange.isStream;
		if (admitted) this.#admitted++;
		const done = () => {
			leave();
			if (admitted) this.#admitted--;
			admitted = false;
		};
		response.on('close', done);
		const fault = this.faults.take(operation?.id, seen.method, seen.path);
		seen.fault = fault !== undefined;
		await this.#wait(this.latency + (typeof fault === 'object' && 'delay' in fault ? fault.delay : 0));
		if (response.destroyed) return this.#record(exchange, 0, null, '');
		if (fault !== undefined && this.#misbehave(fault, exchange, response, done)) return undefined;
		const reply = await this.#handle(exchange, key).catch((error: unknown) => {
			done();
			throw error;
		});
		if (fault === 'reset after handling' || fault === 'truncate') return this.#spoil(fault, exchange, response, reply);
		if (reply === STREAM && key) {
			this.#record(exchange, 200, null, STREAM.contentType);
			return this.stream.open(response, this.#greeting(key));
		}
		return this.#send(exchange, response, done, reply);
	}

	async #wait(ms: number): Promise<void> {
		if (ms > 0) await sleep(ms);
	}

	/** The valid key that a request carries, if any; what it may do is noted with the request. */
	#authenticate({ seen, operation, authorization }: Exchange): Key | undefined {
		const key = this.#keys.get(/^Bearer (.+)$/.exec(authorization)?.[1] ?? '');
		if (!key || key.revoked) return undefined;
		seen.authorized = true;
		const only = operation && this.shapes.onlyScope[operation.id];
		const taken = only ? [only] : (operation?.scopes ?? []);
		seen.scopesOk = taken.some((scope) => key.scopes.has(scope));
		return key;
	}

	/** Carries the operation out, or throws what stands against it: 401, 403, then 404 and 400. */
	async #handle(exchange: Exchange, key: Key | undefined): Promise<Reply> {
		const { seen, operation } = exchange;
		if (!key) throw new ApiError(401, 'Invalid or missing API key');
		if (!operation && seen.path.endsWith('/') && this.shapes.trailingSlash === 'redirected')
			throw new ApiError(308, 'Without the slash', { location: BASE + seen.path.slice(0, -1) });
		if (!operation) throw new ApiError(404, `There is no ${seen.method} ${seen.path}`);
		if (!seen.scopesOk)
			throw new ApiError(403, `The API key lacks the scope ${this.shapes.onlyScope[operation.id] ?? operation.scopes.join(' or ')}`);
		const call: Call = {
			state: this.state,
			params: decoded(exchange.params),
			query: exchange.query,
			body: exchange.fields(operation),
			actor: { created_by: 'developer_api', created_by_id: key.id },
			accept: String(seen.headers.accept ?? ''),
		};
		return reshape(operation.id, toReply(await operation.handle(call)), this.shapes, call.body.sort !== undefined);
	}

	/** Answers wrongly, before the operation is carried out. False if the fault comes later, or is none. */
	#misbehave(fault: Misbehaviour, exchange: Exchange, response: ServerResponse, done: () => void): boolean {
		if (fault === 'reset' || fault === 'hang') {
			this.#record(exchange, 0, null, '');
			if (fault === 'reset') response.socket?.resetAndDestroy();
			return true;
		}
		if (fault === 'html') {
			this.#send(exchange, response, done, {
				status: 200,
				body: '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>',
				contentType: 'text/html',
			});
			return true;
		}
		if (typeof fault !== 'object' || 'delay' in fault) return false;
		if ('redirect' in fault) {
			this.#send(exchange, response, done, { status: fault.status ?? 302, body: '', contentType: '' }, { location: fault.redirect });
			return true;
		}
		const {
			status,
			headers = {},
			body = status >= 400 ? { code: status, message: `A fault made on purpose: ${status}` } : undefined,
		} = fault;
		const isText = typeof body === 'string';
		this.#send(
			exchange,
			response,
			done,
			{
				status,
				body: body === undefined ? '' : isText ? body : stringify(body),
				contentType: body === undefined ? '' : isText ? 'text/plain' : 'application/json',
			},
			headers,
		);
		return true;
	}

	/** Cuts the connection after the operation was carried out: before its answer, or in the middle of it. */
	#spoil(fault: 'reset after handling' | 'truncate', exchange: Exchange, response: ServerResponse, reply: Reply): void {
		this.#record(exchange, 0, null, '');
		if (fault === 'reset after handling') {
			response.socket?.resetAndDestroy();
			return;
		}
		const body = Buffer.from(reply.body || '{}');
		response.writeHead(reply.status, { 'content-type': reply.contentType, 'content-length': body.length });
		response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
	}

	#send(
		exchange: Exchange,
		response: ServerResponse,
		done: () => void,
		reply: Pick<Reply, 'status' | 'body' | 'contentType'>,
		headers: Record<string, string> = {},
	): void {
		const { status, body, contentType } = reply;
		this.#record(exchange, status, contentType.includes('json') ? body : null, contentType);
		done();
		if (response.destroyed) return;
		const length = status === 204 || status === 304 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
		response.writeHead(status, { ...(contentType ? { 'content-type': contentType } : {}), ...length, ...headers });
		response.end(body);
	}

	/** Notes what was answered, and logs the exchange. */
	#record(exchange: Exchange, status: number, response: string | null, contentType: string): void {
		const { seen, operation } = exchange;
		seen.status = status;
		if (!this.#log.enabled) return;
		const fault = seen.fault || (operation !== undefined && isOutsideContract(operation.id, this.shapes));
		const { method, path, query, body } = seen;
		// A success that is wrong on purpose is no success to be held against the contract.
		this.#log.write({ method, path, query, body: body ?? null, status: fault && status < 300 ? 0 : status, response, contentType, fault });
	}
}

/** One request on its way through the server. */
class Exchange {
	readonly seen: RecordedRequest;
	readonly operation: Operation | undefined;
	readonly params: Record<string, string>;
	readonly query: URLSearchParams;
	readonly authorization: string;
	#malformed = false;

	/** @param takesSlash whether a path may end with a slash */
	constructor(
		private readonly request: IncomingMessage,
		takesSlash: boolean,
	) {
		const { authorization = '', ...headers } = request.headers;
		const method = request.method ?? 'GET';
		const [whole = '', ...rest] = (request.url ?? '').split('?');
		const path = whole.startsWith(`${BASE}/`) ? whole.slice(BASE.length) : whole;
		const matched = path === whole ? undefined : match(method, takesSlash ? path.replace(/\/$/, '') : path);
		this.authorization = authorization;
		this.query = new URLSearchParams(rest.join('?'));
		this.operation = matched?.operation;
		this.params = matched?.params ?? {};
		this.seen = {
			method,
			path,
			query: queryRecord(this.query),
			body: undefined,
			headers,
			authorized: false,
			scopesOk: false,
			operation: this.operation?.id,
			status: 0,
			at: Date.now(),
			fault: false,
		};
	}

	get isStream(): boolean {
		return this.operation?.id === 'streamInsights';
	}

	async readBody(): Promise<void> {
		const text = await bodyText(this.request);
		if (!text.trim()) return;
		try {
			this.seen.body = parse(text);
		} catch {
			this.#malformed = true;
			this.seen.body = text;
		}
	}

	/** The body as an object of fields. @throws ApiError 400 */
	fields(operation: Operation): Record<string, unknown> {
		const { body } = this.seen;
		if (!operation.hasBody) return {};
		if (this.#malformed) throw badRequest('The body is not valid JSON');
		if (body === undefined) throw badRequest('A JSON body is required');
		if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('The body must be a JSON object');
		return body as Record<string, unknown>;
	}
}
