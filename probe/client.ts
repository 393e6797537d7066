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
import { createContext, sendSigned } from './context';

/** What an operation was answered. */
export interface Answer {
	/** 0 if nothing was. */
	status: number;
	headers: Record<string, string>;
	/** Read as the pack reads it; undefined if there was none, or none that is JSON. */
	body: unknown;
	/** The body as it came; it never leaves the process. */
	text: string;
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
	/** Sends a GET so many times at once, without the pack's window, and waits after a 429. @throws Ended */
	together(id: OperationId, count: number): Promise<Answer[]>;
	/** Sends an operation once, twice after a 429, through the pack's own request function. @throws Ended */
	ask(id: OperationId, asked?: Asked): Promise<Answer>;
	readonly seen: Seen;
}

/** What has been met in all answers together. */
export interface Seen {
	/** How requests beyond what Nex takes were answered: the form of Retry-After. */
	refusals: Array<'seconds' | 'date' | 'unreadable' | 'none'>;
	/** Statuses that were answered. */
	statuses: Set<number>;
}

const newSeen = (): Seen => ({ refusals: [], statuses: new Set() });

const pathOf = (template: string, values: Record<string, string>): string =>
	template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));

const isText = (asked: Asked): boolean => asked.accept !== undefined;

function read(wire: Wire | undefined, asked: Asked): Answer {
	if (!wire) return { status: 0, headers: {}, text: '', body: undefined, isForeign: false };
	const { text } = wire;
	if (isText(asked) || text.trim() === '') return { ...wire, body: undefined, isForeign: false };
	try {
		return { ...wire, body: parseJson(text), isForeign: false };
	} catch {
		return { ...wire, body: undefined, isForeign: true };
	}
}

function pauseKind(value: string | undefined): Seen['refusals'][number] {
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

/** @param timeout milliseconds that one answer may take
 * @param seen where what is met is noted, together with what another client meets */
export function createClient(
	credential: Credential,
	agent: EnvHttpProxyAgent,
	signal: AbortSignal,
	timeout: number,
	seen: Seen = newSeen(),
): Client {
	let inVain = 0;

	const note = (answer: Answer): Answer => {
		seen.statuses.add(answer.status);
		if (answer.status === 429) seen.refusals.push(pauseKind(answer.headers['retry-after']));
		return answer;
	};

	const send = async (id: OperationId, asked: Asked): Promise<Answer> => {
		signal.throwIfAborted();
		const { method, path } = documented(id);
		let wire: Wire | undefined;
		let isRedirected = false;
		const context = createContext(credential, agent, (answer) => {
			isRedirected ||= wire !== undefined;
			wire = answer;
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
		return note({ ...read(wire, asked), isRedirected });
	};

	const pauseAfter = async ({ headers }: Answer) => {
		const pause = readRetryAfter(headers['retry-after']) ?? 1_000;
		await wait(Math.min(LONGEST_PAUSE, pause), signal);
	};

	return {
		seen,
		async together(id, count) {
			const url = `${credential.baseUrl}${documented(id).path}`;
			const wires = await Promise.all(
				Array.from(
					{ length: count },
					async () =>
						await sendSigned(credential, agent, {
							method: 'GET',
							url,
							headers: { Accept: 'application/json' },
							timeout,
							abortSignal: signal,
						}),
				),
			).catch(() => []);
			signal.throwIfAborted();
			const answers = wires.map((wire) => note(read(wire, {})));
			const refused = answers.find(({ status }) => status === 429);
			if (refused) await pauseAfter(refused);
			return answers;
		},
		async ask(id, asked = {}) {
			let answer = await send(id, asked);
			if (answer.status === 429) {
				await pauseAfter(answer);
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
