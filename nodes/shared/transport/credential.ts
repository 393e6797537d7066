import type { IExecuteData, INode, IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** The credential's name in n8n. */
export const CREDENTIAL = 'nexApi';

/** A usable "Nex API" credential. */
export interface Credential {
	apiKey: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The scopes the user says the key has; empty means unknown. */
	scopes: string[];
}

/** The fields as they are stored; any of them may be missing in a credential made over n8n's API. */
export interface StoredCredential {
	apiKey?: unknown;
	baseUrl?: unknown;
	scopes?: unknown;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads a base URL the way a person may type it, or says what is wrong with it.
 * https is required, except for loopback addresses; trailing slashes are forgiven.
 */
function readBaseUrl(typed: unknown): { baseUrl: string } | { problem: string } {
	const text = typeof typed === 'string' ? typed.trim() : '';
	if (text === '') return { problem: 'The Base URL is empty' };
	if (/[\s\p{Cc}]/u.test(text)) return { problem: 'The Base URL has a space or a line break in it' };
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return { problem: 'The Base URL is not a URL' };
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
		return { problem: 'The Base URL must start with https:// (http:// only for this machine)' };
	}
	if (url.username || url.password) return { problem: 'The Base URL must not hold a user name or password' };
	if (url.search || url.hash) return { problem: 'The Base URL must end with its path, without "?" or "#"' };
	return { baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/** Checks stored fields; the result is a credential to use, or the problem in a sentence without a full stop. */
export function checkCredential(stored: StoredCredential): Credential | { problem: string } {
	const apiKey = typeof stored.apiKey === 'string' ? stored.apiKey : '';
	if (apiKey.trim() === '') return { problem: 'The API Key is empty' };
	// A line break in a header would be refused by the HTTP client, with the key in its message.
	if (!/^[\x21-\x7e]+$/.test(apiKey)) return { problem: 'The API Key has a space, a line break or another character that no key has' };
	const url = readBaseUrl(stored.baseUrl);
	if ('problem' in url) return url;
	return { apiKey, baseUrl: url.baseUrl, scopes: Array.isArray(stored.scopes) ? stored.scopes.map(String) : [] };
}

/** What reading the credential needs of an n8n context. */
export interface CredentialContext {
	getNode(): INode;
	getCredentials<T extends object>(type: string, itemIndex?: number): Promise<T>;
}

/** What a context's credential was when it could last be read. */
const lastKnown = new WeakMap<object, Credential>();

/** True if the credential holds an expression and n8n evaluates none any more, as for a trigger after its activation (n8n 2.41). */
const cannotEvaluate = (error: unknown) => error instanceof Error && error.message.includes('No bridge acquired');

/**
 * The node's "Nex API" credential as it is stored now; as it was last, if it holds an expression
 * that n8n no longer evaluates for this context.
 *
 * @throws NodeOperationError if the key is missing or the base URL is refused
 */
export async function readCredential(context: CredentialContext): Promise<Credential> {
	const stored = await context.getCredentials<StoredCredential>(CREDENTIAL).catch((error: unknown): StoredCredential => {
		const known = cannotEvaluate(error) ? lastKnown.get(context) : undefined;
		if (known) return { ...known };
		throw error;
	});
	const checked = checkCredential(stored);
	if ('problem' in checked) {
		throw new NodeOperationError(context.getNode(), `${checked.problem} in the Nex API credential`, {
			description: 'Open the credential, correct the field and save it.',
		});
	}
	lastKnown.set(context, checked);
	return checked;
}

/** What may stand for a run of a node: n8n's own data of it, in a context of an item. */
interface RunContext extends CredentialContext {
	getExecuteData?(): IExecuteData;
	getItemIndex?(): number;
	getMode?(): WorkflowExecuteMode;
}

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

const itemsOf = ({ data }: IExecuteData): number => data.main?.[0]?.length ?? 1;

/**
 * True if the credential may be another for each item of a run, because it holds an expression. n8n has no promised way to ask for
 * it as it is stored: where it gives none, it may be.
 */
async function mayVary(context: RunContext): Promise<boolean> {
	const run = context.getExecuteData?.();
	if (!run || itemsOf(run) < 2) return false;
	const { additionalData: host } = context as { additionalData?: IWorkflowExecuteAdditionalData };
	const named = context.getNode().credentials?.[CREDENTIAL];
	if (!host || !named || !context.getMode) return true;
	try {
		const stored = await host.credentialsHelper.getDecrypted(host, named, CREDENTIAL, context.getMode(), run, true);
		return isExpression(stored.apiKey) || isExpression(stored.baseUrl);
	} catch {
		return true;
	}
}

/** The credentials of one run, by item if they may vary. */
interface RunCredentials {
	mayVary: Promise<boolean>;
	read: Map<number, Promise<Credential>>;
}

const credentialsOfRuns = new WeakMap<object, RunCredentials>();

/**
 * The credential, read once for all items of a run unless it may be another for each, and anew for whatever belongs to no run.
 *
 * @param given what stands for the run, if the context does not tell
 * @throws NodeOperationError as {@link readCredential}
 */
export async function credentialOf(context: RunContext, given?: object): Promise<Credential> {
	const run = context.getExecuteData ? context.getExecuteData() : given;
	if (!run) return await readCredential(context);
	const known = credentialsOfRuns.get(run) ?? { mayVary: mayVary(context), read: new Map<number, Promise<Credential>>() };
	credentialsOfRuns.set(run, known);
	const item = (await known.mayVary) ? (context.getItemIndex?.() ?? 0) : 0;
	const reading = known.read.get(item) ?? readCredential(context);
	known.read.set(item, reading);
	return await reading.catch((error: unknown): never => {
		// n8n tries a node again under the same data.
		known.read.delete(item);
		throw error;
	});
}
