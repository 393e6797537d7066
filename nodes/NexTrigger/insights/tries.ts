/** Tries in a row that reach nothing before the log says so. */
const WORTH_A_WARNING = 3;
/** A stream that cannot be opened for so long, in milliseconds, counts as blocked. */
const BLOCKED_AFTER = 10 * 60_000;

/** What is made of the end of a try to hold a stream. */
interface Verdict {
	/** The log says that no stream can be opened. */
	isWorthWarning: boolean;
	/** None could be opened for long. */
	isBlocked: boolean;
}

/** Tries in a row that reached nothing, or whose key Nex refused. */
export interface Tries {
	/**
	 * @param wasInVain nothing came over it
	 * @param now milliseconds since 1970
	 */
	end(wasInVain: boolean, now: number): Verdict;
	/**
	 * Nex refuses the key.
	 *
	 * @returns how often in a row
	 */
	refused(): number;
	/** A stream is open: the key is good. */
	opened(): void;
	/** A stream is well: the next failure is a first one. */
	clear(): void;
}

export function createTries(): Tries {
	let inVain = 0;
	/** When the first of them ended. */
	let since = 0;
	let refusals = 0;
	return {
		end(wasInVain, now) {
			inVain = wasInVain ? inVain + 1 : 0;
			if (inVain <= 1) since = now;
			return { isWorthWarning: inVain === WORTH_A_WARNING, isBlocked: wasInVain && now >= since + BLOCKED_AFTER };
		},
		refused: () => ++refusals,
		opened() {
			refusals = 0;
		},
		clear() {
			inVain = 0;
		},
	};
}
