import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const BASE = '/api/developers';

/**
 * A server that streams as fast as its client reads, or so many events a second. To Nex Trigger it is a Nex that has
 * no other insights; the SSE Trigger, which can send no key, gets the same at any other path.
 */
export class StreamSource {
	/** Connections to the stream that were ever opened. */
	opened = 0;
	private readonly open = new Set<ServerResponse>();
	private readonly http: Server;

	private constructor() {
		this.http = createServer((request, response) => {
			if (request.url?.startsWith(`${BASE}/v1/insights?`)) {
				response.setHeader('content-type', 'application/json').end('{"data":[]}');
				return;
			}
			this.opened++;
			this.open.add(response);
			response.on('close', () => this.open.delete(response));
			response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
			response.write(': connected\n\n');
		});
	}

	static async start(): Promise<StreamSource> {
		const source = new StreamSource();
		source.http.listen(0, '127.0.0.1');
		await once(source.http, 'listening');
		return source;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
	}

	/** The base URL for the credential. */
	get baseUrl(): string {
		return `${this.origin}${BASE}`;
	}

	/** Resolves when somebody listens, and has had time to ask for what came before. */
	async listened(): Promise<void> {
		const deadline = Date.now() + 20_000;
		while (this.open.size === 0) {
			if (Date.now() > deadline) throw new Error('nobody opened the stream');
			await sleep(20);
		}
		await sleep(500);
	}

	/** Sends framed events as fast as they are read: past node's own framing, which would cost more than reading them. */
	async send(writes: Iterable<Buffer>): Promise<void> {
		for (const bytes of writes) for (const { socket } of this.open) if (socket?.write(bytes) === false) await once(socket, 'drain');
	}

	/** Sends so many framed events a second. */
	async sendPaced(events: readonly Buffer[], perSecond: number): Promise<void> {
		const begun = performance.now();
		for (let sent = 0; sent < events.length;) {
			const due = Math.min(events.length, Math.floor(((performance.now() - begun) / 1_000) * perSecond) + 1);
			for (; sent < due; sent++) for (const { socket } of this.open) socket?.write(events[sent] ?? '');
			await sleep(1);
		}
	}

	close(): void {
		this.http.close();
		this.http.closeAllConnections();
	}
}
