import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NexServer } from '../nex-server';

/** An answer of Nex on its way. */
export interface PassedAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Something between the nodes and Nex, such as a proxy. */
export interface Between {
	/** The credential of Nex, with an address that leads through here. */
	credential: NexServer['credential'];
	close(): Promise<void>;
}

/** Headers without those that are about how an answer was sent, which it is anew. */
export const unsent = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => !['content-length', 'transfer-encoding', 'connection'].includes(name)));

/** Sends an answer whole, with these headers in addition to its own. */
export function pass(response: ServerResponse, { status, headers, body }: PassedAnswer, more: OutgoingHttpHeaders = {}): void {
	response.writeHead(status, { ...unsent(headers), ...more });
	response.end(body);
}

/**
 * Starts something that hands each answer of Nex to `answer`, which sends it on, or something else.
 *
 * @param instead answers a request in place of Nex, and then is true
 * @param host where it listens
 */
export async function startBetween(
	nex: NexServer,
	answer: (response: ServerResponse, answer: PassedAnswer) => void = pass,
	instead: (incoming: IncomingMessage, response: ServerResponse) => boolean = () => false,
	host = '127.0.0.1',
): Promise<Between> {
	const server = createServer((incoming, response) => {
		if (instead(incoming, response)) return;
		const { method, headers } = incoming;
		const outgoing = request(new URL(incoming.url ?? '/', nex.url), { method, headers }, (reply) => {
			const chunks: Buffer[] = [];
			reply.on('data', (chunk: Buffer) => chunks.push(chunk));
			reply.on('end', () => answer(response, { status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }));
		});
		outgoing.on('error', () => response.destroy());
		incoming.pipe(outgoing);
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const baseUrl = nex.url.replace(/127.0.0.1:\d+/, `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`);
	return {
		credential: { ...nex.credential, baseUrl },
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}
