/**
 * The server's clock beside this machine's. Neither need be the one that dates insights, so each is used if it errs on the
 * safe side. All times in milliseconds since 1970.
 */
export interface Clocks {
	/** Sets the server's clock, if this is a Date header. */
	note(date: unknown): void;
	/** The time by the clock that is behind the other. */
	earlier(): number;
	/** The time by the clock that is ahead of the other. */
	later(): number;
}

export function createClocks(): Clocks {
	/** The server's clock minus this machine's. */
	let offset = 0;
	return {
		note(date) {
			const server = typeof date === 'string' ? Date.parse(date) : Number.NaN;
			if (!Number.isNaN(server)) offset = server - Date.now();
		},
		earlier: () => Date.now() + Math.min(0, offset),
		later: () => Date.now() + Math.max(0, offset),
	};
}
