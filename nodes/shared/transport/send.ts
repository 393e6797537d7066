import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	ISupplyDataFunctions,
	ITriggerFunctions,
} from 'n8n-workflow';
import type { Credential } from './credential';
import { CREDENTIAL } from './credential';
import type { Outcome } from './outcome';
import { failureCode, UNREADABLE } from './outcome';
import { textOf } from './text';

/** Milliseconds a request may take: clients of Nex are told to allow two minutes (docs/api.md#latency). */
export const TIMEOUT = 120_000;

/** The contexts of n8n that can send a request with a credential. */
export type RequestContext = IExecuteSingleFunctions | ILoadOptionsFunctions | ISupplyDataFunctions | ITriggerFunctions;

/** What is sent. */
export interface SentRequest {
	method: IHttpRequestMethods;
	/** Encoded, starting with /v1/. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Milliseconds; 120,000 unless given. */
	timeout?: number;
	signal?: AbortSignal;
	/** The media type to ask for. Anything but JSON comes back as text. */
	accept?: string;
	/**
	 * What n8n's engine wants of every request, such as a proxy. Not the domains that a credential is allowed for: they are
	 * for addresses that a user chooses, and this one is the credential's own.
	 */
	host?: Pick<IHttpRequestOptions, 'proxy' | 'skipSslCertificateValidation'>;
}

function withQuery(path: string, query: IDataObject = {}): string {
	const parts = Object.entries(query).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value])
			.filter((one) => one !== undefined && one !== null && one !== '')
			.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
	);
	return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

/** An answer with its text. The words of a refusal are read as well as can be, a success is to be read to the letter. */
function answered({ statusCode: status, headers, body }: IN8nHttpFullResponse): Outcome {
	const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : '');
	const text = textOf(bytes, headers['content-type']);
	if (text === undefined && status < 300) return UNREADABLE;
	return { status, headers, text: text ?? Buffer.from(bytes).toString('utf8') };
}

/** Sends a request once, through n8n. It never throws: a request without an answer has an outcome too. */
export async function send(context: RequestContext, credential: Credential, request: SentRequest): Promise<Outcome> {
	const options: IHttpRequestOptions = {
		...request.host,
		method: request.method,
		url: `${credential.baseUrl}${withQuery(request.path, request.query)}`,
		headers: { Accept: request.accept ?? 'application/json', ...(request.body && { 'Content-Type': 'application/json' }) },
		// As text, because the host leaves an empty object out, though Nex requires a body.
		body: request.body && JSON.stringify(request.body),
		// As bytes, because the host takes whatever comes for UTF-8, and replaces what is not.
		encoding: 'arraybuffer',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: request.timeout ?? TIMEOUT,
		abortSignal: request.signal,
	};
	// Given along, because n8n would read it from its database and decrypt it for every request.
	const credentialsDecrypted = { id: '', name: '', type: CREDENTIAL, data: { ...credential } };
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(context as IAllExecuteFunctions, CREDENTIAL, options, {
			credentialsDecrypted,
		})) as IN8nHttpFullResponse;
		return answered(answer);
	} catch (error) {
		return { failure: failureCode(error) };
	}
}
