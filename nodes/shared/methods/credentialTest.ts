import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { checkCredential } from '../transport/credential';
import { apiMessage } from '../transport/words';
import type { Scope } from '../transport/scopes';
import { SCOPES } from '../transport/scopes';

/** What a key with one scope may ask without changing anything. What is not there is named 0: only the answer's status counts. */
const PROBES: Record<Scope, { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; body?: object }> = {
	'object.read': { method: 'GET', path: '/v1/objects' },
	'record.read': { method: 'GET', path: '/v1/records/0' },
	'list.read': { method: 'GET', path: '/v1/lists/0' },
	'list.member.read': { method: 'POST', path: '/v1/lists/0/records', body: { limit: 1 } },
	'relationship.read': { method: 'GET', path: '/v1/relationships' },
	'task.read': { method: 'GET', path: '/v1/tasks?limit=1' },
	'note.read': { method: 'GET', path: '/v1/notes/0' },
	'integration.read': { method: 'GET', path: '/v1/integrations' },
	'notification.read': { method: 'GET', path: '/v1/notifications/preferences' },
	'insight.stream': { method: 'GET', path: '/v1/insights?limit=1' },
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

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** Milliseconds that a person waits for the test at most. */
const TEST_TIMEOUT = 20_000;

/**
 * Tests a "Nex API" credential, whatever single scope its key has: it asks for something that one of
 * the chosen scopes allows, and where none is chosen, takes any answer but 401 as a working key.
 */
export async function nexApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const checked = checkCredential(credential.data ?? {});
	if ('problem' in checked) return failed(`${checked.problem}.`);
	const { apiKey, baseUrl, scopes } = checked;
	// The order of the probes puts reading before writing.
	const scope = (Object.keys(PROBES) as Scope[]).find((one) => scopes.filter(isScope).includes(one));
	const { method, path, body } = PROBES[scope ?? 'object.read'];

	let answer: { statusCode: number; body: unknown };
	// The one HTTP client that n8n gives to a credential test.
	const { request } = this.helpers;
	try {
		answer = (await request(`${baseUrl}${path}`, {
			method,
			headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
			...(body && { body: JSON.stringify(body) }),
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			timeout: TEST_TIMEOUT,
		})) as typeof answer;
	} catch (error) {
		const { code, cause } = error as { code?: string; cause?: { code?: string } };
		return failed(
			`Nex cannot be reached at ${baseUrl} (${code ?? cause?.code ?? 'the request failed'}). Check the Base URL and this n8n's network.`,
		);
	}

	const status = answer.statusCode;
	const words = apiMessage(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? ''))?.replaceAll(apiKey, '***');
	const said = words ? ` Nex said: ${words}` : '';
	if (status === 401) return failed(`Nex does not accept this API key.${said}`);
	if (status === 403 && scope) return failed(`The API key lacks the scope "${scope}", though it is chosen here.${said}`);
	// Only Nex answers its errors as JSON with words in it, and it has every page that is asked for without an ID.
	const missingPage = status === 404 && !/\/0(\/|$)/.test(path);
	const fromNex =
		status === 403 || (status < 300 && status >= 200) || (status >= 400 && status < 500 && words !== undefined && !missingPage);
	if (!fromNex || status === 429)
		return failed(
			status === 429 || status >= 500
				? `Nex cannot answer now (HTTP ${status}). Try again later.${said}`
				: `The Nex API does not answer at ${baseUrl} (HTTP ${status}). Check the Base URL.`,
		);
	return {
		status: 'OK',
		message: status === 403 ? 'The key works. Choose its scopes here, so that they can be tested.' : 'Connection successful',
	};
}
