import type { INode } from 'n8n-workflow';
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
	getExecuteData?(): object;
}

const credentialsOfRuns = new WeakMap<object, Promise<Credential>>();

/**
 * The credential, read once for all items of a run, and anew for whatever belongs to no run.
 *
 * @param given what stands for the run, if the context does not tell
 * @throws NodeOperationError as {@link readCredential}
 */
export async function credentialOf(context: RunContext, given?: object): Promise<Credential> {
	const run = context.getExecuteData ? context.getExecuteData() : given;
	if (!run) return await readCredential(context);
	const credential = credentialsOfRuns.get(run) ?? readCredential(context);
	credentialsOfRuns.set(run, credential);
	return await credential;
}
