import type { IDataObject, IHttpRequestOptions, INode } from 'n8n-workflow';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { NexApi } from '../credentials/NexApi.credentials';
import type { Credential } from '../nodes/shared/transport/credential';
import type { RequestContext } from '../nodes/shared/transport/request';

/** What came over the wire, before the pack has read it. */
export interface Wire {
	status: number;
	headers: Record<string, string>;
	text: string;
}

const NODE: INode = { id: 'probe', name: 'Probe', type: 'probe', typeVersion: 1, position: [0, 0], parameters: {} };

/** Sends a request signed as the pack's credential signs it, and gives whatever is answered. */
export async function sendSigned(credential: Credential, agent: EnvHttpProxyAgent, options: IHttpRequestOptions): Promise<Wire> {
	const { authenticate } = new NexApi();
	if (typeof authenticate !== 'function') throw new Error('The credential cannot sign a request');
	const { method, url, headers, body } = await authenticate({ apiKey: credential.apiKey }, options);
	const signals = [AbortSignal.timeout(options.timeout ?? 120_000), options.abortSignal as AbortSignal | undefined];
	const response = await fetch(url, {
		method,
		headers: headers as Record<string, string>,
		body: body as string | undefined,
		redirect: 'manual',
		signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)),
		dispatcher: agent,
	});
	return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/**
 * As much of an n8n execution as the pack's request function asks for, so that it runs here as it does in n8n.
 *
 * @param seen told of every answer as it came
 */
export function createContext(credential: Credential, agent: EnvHttpProxyAgent, seen: (wire: Wire) => void): RequestContext {
	const send = async (_type: string, options: IHttpRequestOptions): Promise<unknown> => {
		const wire = await sendSigned(credential, agent, options);
		seen(wire);
		return { statusCode: wire.status, headers: wire.headers, body: wire.text };
	};
	const context = {
		getNode: () => NODE,
		getCredentials: async () => ({ ...credential }) as IDataObject,
		getTimezone: () => 'UTC',
		helpers: { httpRequestWithAuthentication: send },
	};
	return context as unknown as RequestContext;
}

/** The agent that all requests go through: it heeds the environment's proxies, as n8n does. */
export const createAgent = (): EnvHttpProxyAgent => new EnvHttpProxyAgent();
