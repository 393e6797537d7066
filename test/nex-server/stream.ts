import type { ServerResponse } from 'node:http';

interface Connection {
	response: ServerResponse;
	silent: boolean;
}

/** One event in the stream's framing: an ID if there is one, a name, one line of JSON, an empty line. */
export const eventText = (name: string, json: string, id?: string): string =>
	`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${json}\n\n`;

/** The open connections of the insight stream, and what can happen to them (docs/api.md#stream). */
export class InsightStream {
	/** Connections since the server was started. */
	opened = 0;
	/** Connections that are opened from now on say nothing after their greeting. */
	isMute = false;
	#open = new Set<Connection>();

	/** Open connections. */
	get connections(): number {
		return this.#open.size;
	}

	/** Answers a request with the stream, beginning with `greeting`. */
	open(response: ServerResponse, greeting: string): void {
		const connection: Connection = { response, silent: this.isMute };
		response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' });
		response.write(greeting);
		this.opened++;
		this.#open.add(connection);
		response.on('close', () => this.#open.delete(connection));
		response.on('error', () => undefined);
	}

	/** Sends raw bytes to all that are not silenced. */
	write(raw: string | Buffer): void {
		for (const { response, silent } of this.#open) if (!silent) response.write(raw);
	}

	/** Ends every connection the way a server does at a deploy. */
	drop(): void {
		for (const { response } of this.#take()) response.end();
	}

	/** Destroys every connection. */
	reset(): void {
		for (const { response } of this.#take()) response.socket?.resetAndDestroy();
	}

	/** Sends the beginning of an event, then destroys every connection. */
	resetMidEvent(): void {
		for (const connection of this.#take()) {
			connection.response.write('event: insight.batch.created\ndata: {"insights":[{"content":"cut o', () =>
				connection.response.socket?.resetAndDestroy(),
			);
		}
	}

	/**
	 * Half-open: the connections there are now get nothing more, neither insights nor keepalives, and never learn it.
	 * Connections opened later are well. `silence(false)` lets the silenced ones speak again.
	 */
	silence(on: boolean): void {
		for (const connection of this.#open) connection.silent = on;
	}

	/** The connections, counted as gone from now on. */
	#take(): Connection[] {
		const all = [...this.#open];
		this.#open.clear();
		return all;
	}
}
