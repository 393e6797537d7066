import { closeSync, openSync, writeSync } from 'node:fs';
import { stringify } from './json';

/** One exchange, as it is held against the contract. */
export interface Exchange {
	method: string;
	/** Without the base URL's path. */
	path: string;
	query: Record<string, string | string[]>;
	body: unknown;
	/** 0 if no answer that the contract knows was given. */
	status: number;
	/** The JSON text that was sent, or null. */
	response: string | null;
	contentType: string;
	/** Set if the server misbehaved on purpose. */
	fault: boolean;
}

/**
 * Appends exchanges to a file, one JSON object a line, integers digit for digit.
 * Written at once, because whoever reads the file may do so before the server is closed.
 */
export class ExchangeLog {
	#file: number | undefined;

	constructor(path: string | undefined) {
		if (path) this.#file = openSync(path, 'a');
	}

	get enabled(): boolean {
		return this.#file !== undefined;
	}

	write(exchange: Exchange): void {
		if (this.#file === undefined) return;
		const { response, fault, ...rest } = exchange;
		const head = stringify(rest).slice(0, -1);
		writeSync(this.#file, `${head},"response":${response || 'null'}${fault ? ',"fault":true' : ''}}\n`);
	}

	close(): void {
		if (this.#file !== undefined) closeSync(this.#file);
		this.#file = undefined;
	}
}
