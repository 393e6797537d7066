import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import type { Credential } from '../transport/credential';
import { checkCredential } from '../transport/credential';
import type { Scope } from '../transport/scopes';
import { SCOPES } from '../transport/scopes';
import { textOf } from '../transport/text';
import { apiMessage } from '../transport/words';
import type { Answer, Question } from './credentialQuestions';
import { isFromNex, isRefusalOfNex, jsonOf, OBJECTS, QUESTIONS } from './credentialQuestions';

const isScope = (text: string): text is Scope => text in SCOPES;

const WORKS: INodeCredentialTestResult = { status: 'OK', message: 'Connection successful' };

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** Milliseconds that a person waits for the test at most. */
const TEST_TIMEOUT = 20_000;

type Ask = (question: Question) => Promise<Answer>;

/** How this test asks: as n8n lets it, with the key, and never anywhere else than it is told to. */
function asking({ helpers: { request } }: ICredentialTestFunctions, { apiKey, baseUrl }: Credential): Ask {
	return async ({ method, path, body }) => {
		const {
			statusCode: status,
			headers,
			body: bytes,
		} = (await request(`${baseUrl}${path}`, {
			method,
			headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
			...(body && { body: JSON.stringify(body) }),
			simple: false,
			resolveWithFullResponse: true,
			// As bytes.
			encoding: null,
			followRedirect: false,
			followAllRedirects: false,
			timeout: TEST_TIMEOUT,
		})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
		return { status, text: (bytes instanceof Uint8Array && textOf(bytes, headers['content-type'])) || '' };
	};
}

/**
 * What the answers tell of the credential. One that only tells that the key was let through is followed by a question
 * that Nex alone answers.
 */
async function judge(ask: Ask, credential: Credential, scope: Scope | undefined): Promise<INodeCredentialTestResult> {
	const { apiKey, baseUrl } = credential;
	const question = scope ? QUESTIONS[scope] : OBJECTS;
	const answer = await ask(question);
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
	if (status >= 200 && status < 300 && isFromNex(question, answer)) return WORKS;
	if (question.rows || question.fields || (status >= 300 && status < 400) || jsonOf(answer) === undefined) return elsewhere;
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
	// The order of the questions puts reading before writing.
	const scope = (Object.keys(QUESTIONS) as Scope[]).find((one) => checked.scopes.filter(isScope).includes(one));
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
