import type { IDataObject } from 'n8n-workflow';
import type { EnvHttpProxyAgent } from 'undici';
import type { Credential } from '../nodes/shared/transport/credential';
import { parseJson } from '../nodes/shared/transport/json';
import { nexRequest } from '../nodes/shared/transport/request';
import { readRetryAfter } from '../nodes/shared/transport/retry';
import { wait } from '../nodes/shared/transport/wait';
import type { Documented } from './contract';
import { CONTRACT } from './contract';
import type { Wire } from './context';
import { createContext } from './context';

/** What an operation was answered. */
export interface Answer {
	/** 0 if nothing was. */
	status: number;
	headers: Record<string, string>;
	/** Read as the pack reads it; undefined if there was none, or none that is JSON. */
	body: unknown;
	/** Whether a body came that is no JSON. */
	isForeign: boolean;
	/** Whether the pack was led elsewhere in the same API before. */
	isRedirected?: boolean;
}

export interface Asked {
	path?: Record<string, string>;
	query?: IDataObject;
	body?: IDataObject;
	/** Put behind the path, such as a slash. */
	suffix?: string;
	accept?: string;
}

/** Why asking on makes no sense. */
export class Ended extends Error {}

/** Answers in a row that none can be told from, after which it is over. */
const PATIENCE = 3;
/** The longest pause after a 429, in milliseconds. */
const LONGEST_PAUSE = 30_000;

export type OperationId = string;

function documented(id: OperationId): Documented {
	const found = CONTRACT.find((one) => one.id === id);
	if (!found) throw new Error(`The reference has no operation ${id}`);
	return found;
}

export interface Client {
	/** Sends an operation once, twice after a 429, through the pack's own request function. @throws Ended */
	ask(id: OperationId, asked?: Asked): Promise<Answer>;
	/** How requests beyond what Nex takes were answered. */
	readonly refusals: Array<'seconds' | 'date' | 'unreadable' | 'none'>;
	/** Statuses that were answered. */
	readonly statuses: ReadonlySet<number>;
	/** The answers to keys that lack a scope, and those to anything else that failed. */
	readonly errors: Answer[];
}

const pathOf = (template: string, values: Record<string, string>): string =>
	template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));

const isText = (asked: Asked): boolean => asked.accept !== undefined;

function read(wire: Wire | undefined, asked: Asked): Answer {
	if (!wire) return { status: 0, headers: {}, body: undefined, isForeign: false };
	const { status, headers, text } = wire;
	if (isText(asked) || text.trim() === '') return { status, headers, body: undefined, isForeign: false };
	try {
		return { status, headers, body: parseJson(text), isForeign: false };
	} catch {
		return { status, headers, body: undefined, isForeign: true };
	}
}

function pauseKind(value: string | undefined): Client['refusals'][number] {
	if (value === undefined) return 'none';
	if (readRetryAfter(value) === undefined) return 'unreadable';
	return /[a-z]/i.test(value) ? 'date' : 'seconds';
}

/** What ends it all, in words, if an answer does. */
function endOf(answer: Answer): string | undefined {
	if (answer.status === 0) return 'Nex cannot be reached, or does not answer in time';
	if (answer.status === 429) return 'Nex receives too many requests with this key: try again later';
	return answer.isForeign ? 'What answers is not the Nex API: it is no JSON' : undefined;
}

/** @param timeout milliseconds that one answer may take */
export function createClient(credential: Credential, agent: EnvHttpProxyAgent, signal: AbortSignal, timeout: number): Client {
	const refusals: Client['refusals'] = [];
	const statuses = new Set<number>();
	const errors: Answer[] = [];
	let inVain = 0;

	const send = async (id: OperationId, asked: Asked): Promise<Answer> => {
		signal.throwIfAborted();
		const { method, path } = documented(id);
		let wire: Wire | undefined;
		let isRedirected = false;
		const context = createContext(credential, agent, (seen) => {
			isRedirected ||= wire !== undefined;
			wire = seen;
		});
		const body = method === 'GET' || method === 'DELETE' ? undefined : (asked.body ?? {});
		await nexRequest(context, {
			method,
			path: `${pathOf(path, asked.path ?? {})}${asked.suffix ?? ''}`,
			query: asked.query,
			body,
			accept: asked.accept,
			scopes: [],
			credential,
			once: true,
			signal,
			timeout: id === 'queryContext' ? Math.max(timeout, 120_000) : timeout,
		}).catch(() => undefined);
		signal.throwIfAborted();
		const answer = { ...read(wire, asked), isRedirected };
		statuses.add(answer.status);
		if (answer.status >= 400) errors.push(answer);
		if (answer.status === 429) refusals.push(pauseKind(answer.headers['retry-after']));
		return answer;
	};

	return {
		refusals,
		statuses,
		errors,
		async ask(id, asked = {}) {
			let answer = await send(id, asked);
			if (answer.status === 429) {
				const pause = readRetryAfter(answer.headers['retry-after']) ?? 1_000;
				await wait(Math.min(LONGEST_PAUSE, pause), signal);
				answer = await send(id, asked);
			}
			if (answer.status === 401) throw new Ended('Nex does not accept the API key (HTTP 401)');
			const end = endOf(answer);
			inVain = end === undefined ? 0 : inVain + 1;
			if (end !== undefined && inVain >= PATIENCE) throw new Ended(end);
			return answer;
		},
	};
}
