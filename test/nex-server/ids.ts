/** The first id a server hands out: 17 digits, odd, above 2^53, like the API's own (docs/api.md#ids). */
const FIRST_ID = 40112233445566771n;

/**
 * Hands out ids as digit strings. They are odd and two apart, so that a client that reads one as a
 * JavaScript number always gets a different one, often its neighbour's.
 */
export class Ids {
	#next = FIRST_ID;

	/** The next id: 17 digits, odd. */
	next(): string {
		const id = this.#next;
		this.#next += 2n;
		return id.toString();
	}
}

/** Whether `text` could be an id of the API: digits only. */
export const isId = (text: string): boolean => /^\d{1,19}$/.test(text);
