import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { isObject } from '../isObject';
import type { Credential } from '../transport/credential';
import { checkCredential } from '../transport/credential';
import { parseJson } from '../transport/json';
import type { Scope } from '../transport/scopes';
import { SCOPES } from '../transport/scopes';
import { apiMessage, wordsIn } from '../transport/words';

interface Probe {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	path: string;
	body?: object;
	/** Under which names the answer holds its rows, and what each row has; unset if nothing is there to be found. */
	rows?: { under: readonly string[]; have: string };
	/** Which of these names the answer has, if it is no list. */
	fields?: readonly string[];
}

/** What every key can ask, with what proves that Nex answers: the object types, or word of the scope that is missing. */
const OBJECTS: Probe = { method: 'GET', path: '/v1/objects', rows: { under: ['data'], have: 'slug' } };

/** What a key with one scope may ask without changing anything. What is not there is named 0: its answer tells the key, not Nex. */
const PROBES: Record<Scope, Probe> = {
	'object.read': OBJECTS,
	'record.read': { method: 'GET', path: '/v1/records/0' },
	'list.read': { method: 'GET', path: '/v1/lists/0' },
	'list.member.read': { method: 'POST', path: '/v1/lists/0/records', body: { limit: 1 } },
	'relationship.read': { method: 'GET', path: '/v1/relationships', rows: { under: ['data'], have: 'id' } },
	'task.read': { method: 'GET', path: '/v1/tasks?limit=1', rows: { under: ['data', 'tasks'], have: 'id' } },
	'note.read': { method: 'GET', path: '/v1/notes/0' },
	'integration.read': { method: 'GET', path: '/v1/integrations', rows: { under: ['data', 'integrations'], have: 'provider' } },
	'notification.read': {
		method: 'GET',
		path: '/v1/notifications/preferences',
		fields: ['frequency_minutes', 'enabled_types', 'digest_enabled'],
	},
	'insight.stream': { method: 'GET', path: '/v1/insights?limit=1', rows: { under: ['data', 'insights'], have: 'content' } },
	'object.write': { method: 'PATCH', path: '/v1/objects/0', body: {} },
	'record.write': { method: 'PATCH', path: '/v1/records/0', body: { attributes: {} } },
	'list.member.write': { method: 'PATCH', path: '/v1/lists/0/records/0', body: { attributes: {} } },
	'relationship.write': { method: 'DELETE', path: '/v1/relationships/0' },
	'task.write': { method: 'PATCH', path: '/v1/tasks/0', body: {} },
	'note.write': { method: 'PATCH', path: '/v1/notes/0', body: {} },
	'integration.write': { method: 'DELETE', path: '/v1/integrations/connections/0' },
	'notification.write': { method: 'DELETE', path: '/v1/notifications/custom/0' },
};

const isScope = (text: string): text is Scope => text in SCOPES;

const WORKS: INodeCredentialTestResult = { status: 'OK', message: 'Connection successful' };

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** Milliseconds that a person waits for the test at most. */
const TEST_TIMEOUT = 20_000;

interface Answer {
	status: number;
	text: string;
}

/** An answer as JSON; undefined for any other, such as a page of HTML. */
function jsonOf({ text }: Answer): unknown {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** What Nex has in an error (docs/api.md#errors). */
const IN_ERRORS = new Set(['code', 'message', 'error', 'detail', 'status']);

/** True for an error in the form of Nex: its own words, and the status once more or word of a scope. */
function isRefusalOfNex(answer: Answer): boolean {
	const body = jsonOf(answer);
	const words = wordsIn(body);
	if (!isObject(body) || words === undefined || !Object.keys(body).every((name) => IN_ERRORS.has(name))) return false;
	const { code = body.status, error } = body;
	return !isObject(error) && (code === undefined ? /scope|permission|api key/i.test(words) : Number(code) === answer.status);
}

/** True for an answer that only Nex gives to what was asked. */
function isFromNex({ rows, fields }: Probe, answer: Answer): boolean {
	const body = jsonOf(answer);
	if (fields) return isObject(body) && fields.some((name) => name in body);
	if (!rows || body === undefined) return false;
	const lists = Array.isArray(body) ? [body] : isObject(body) ? rows.under.map((name) => body[name]) : [];
	const list = lists.find((one) => Array.isArray(one) || one === null);
	return list === null || (Array.isArray(list) && list.every((row) => isObject(row) && rows.have in row));
}

type Ask = (probe: Probe) => Promise<Answer>;

/** How this test asks: as n8n lets it, with the key, and never anywhere else than it is told to. */
function asking({ helpers: { request } }: ICredentialTestFunctions, { apiKey, baseUrl }: Credential): Ask {
	return async ({ method, path, body }) => {
		const { statusCode, body: text } = (await request(`${baseUrl}${path}`, {
			method,
			headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
			...(body && { body: JSON.stringify(body) }),
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			timeout: TEST_TIMEOUT,
		})) as { statusCode: number; body: unknown };
		return { status: statusCode, text: typeof text === 'string' ? text : JSON.stringify(text ?? '') };
	};
}

/**
 * What the answers tell of the credential. One that only tells that the key was let through is followed by a question
 * that Nex alone answers.
 */
async function judge(ask: Ask, credential: Credential, scope: Scope | undefined): Promise<INodeCredentialTestResult> {
	const { apiKey, baseUrl } = credential;
	const probe = scope ? PROBES[scope] : OBJECTS;
	const answer = await ask(probe);
	const { status } = answer;
	const words = apiMessage(answer.text)?.replaceAll(apiKey, '***');
	const said = words ? ` Nex said: ${words}` : '';
	const elsewhere = failed(
		`The Nex API does not answer at ${baseUrl} (HTTP ${status}): something else does, such as a web page or a proxy. Check the Base URL.`,
	);
	if (status === 429 || status >= 500) return failed(`Nex cannot answer now (HTTP ${status}). Try again later.${said}`);
	if (status === 401) return words === undefined ? elsewhere : failed(`Nex does not accept this API key.${said}`);
	if (status === 403) {
		if (!isRefusalOfNex(answer)) return elsewhere;
		if (scope) return failed(`The API key lacks the scope "${scope}", though it is chosen here.${said}`);
		return { status: 'OK', message: 'The key works. Choose its scopes here, so that they can be tested.' };
	}
	if (status >= 200 && status < 300 && isFromNex(probe, answer)) return WORKS;
	if (probe.rows || probe.fields || (status >= 300 && status < 400) || jsonOf(answer) === undefined) return elsewhere;
	const proof = await ask(OBJECTS);
	const isNex = proof.status === 403 ? isRefusalOfNex(proof) : proof.status === 200 && isFromNex(OBJECTS, proof);
	return isNex ? WORKS : elsewhere;
}

/**
 * Tests a "Nex API" credential, whatever single scope its key has: it asks for something that one of the chosen scopes allows,
 * and takes for Nex only what answers as Nex does. If no scope is chosen, a key that Nex knows is a working key.
 */
export async function nexApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const checked = checkCredential(credential.data ?? {});
	if ('problem' in checked) return failed(`${checked.problem}.`);
	// The order of the probes puts reading before writing.
	const scope = (Object.keys(PROBES) as Scope[]).find((one) => checked.scopes.filter(isScope).includes(one));
	try {
		return await judge(asking(this, checked), checked, scope);
	} catch (error) {
		const { code, cause } = error as { code?: string; cause?: { code?: string } };
		return failed(
			`Nex cannot be reached at ${checked.baseUrl} (${code ?? cause?.code ?? 'the request failed'}). Check the Base URL and this ` +
				`n8n's network.`,
		);
	}
}
