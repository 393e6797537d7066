import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isRefusal } from '../../shared/transport/retry';
import { pauseAfterRefusal } from '../refusedKey';

/** What fails for so long, in milliseconds, does not pass in a moment. */
const LONG = 10 * 60_000;
/**
 * Milliseconds between two tries of what has failed for long while the other way to Nex, the stream or REST, works: not always
 * the same, so that they do not keep step with something that comes and goes.
 */
export const pauseOfLongFailure = (): number => 60_000 * (1.5 + Math.random() / 2);
/** Answers in a row that refuse to tell what was missed, before a failed execution says so. */
const WORTH_A_FAILURE = 3;
/** After so many failures what the stream has is delivered without waiting for REST. */
const WAITED_FOR = 4;

/** The status of an answer that an error stands for; 0 if there was none. */
export const statusOf = (error: unknown): number => (error instanceof NodeApiError ? Number(error.httpCode) || 0 : 0);

/** What an error says, in its own words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** True for the statuses that only another key, or another scope for it, can change. */
export const refusesKey = (status: number): boolean => status === 401 || status === 403;

/** True if Nex refuses to be asked like this, or says what cannot be read: it need not change within minutes. */
const isWrong = (error: unknown): boolean => error instanceof NodeOperationError || isRefusal(statusOf(error));

/** How often in a row one thing has failed, and for how long. Times are in milliseconds since 1970. */
export function createFailures() {
	let count = 0;
	let since = 0;
	return {
		/** One more. @returns how many there are in a row */
		add(now = Date.now()): number {
			if (count === 0) since = now;
			return ++count;
		},
		areLong: (now = Date.now()): boolean => count > 0 && now >= since + LONG,
		/** What comes next is a first one. */
		clear(): void {
			count = 0;
		},
	};
}

/** What follows from one more failure of REST in a row. */
export function createConsequences() {
	const failures = createFailures();
	const refusals = createFailures();
	return {
		add(error: unknown) {
			const failed = failures.add();
			if (!isWrong(error)) refusals.clear();
			const refused = isWrong(error) ? refusals.add() : 0;
			return {
				/** The log tells. */
				isFirst: failed === 1,
				/** A failed execution shows it. */
				isShown: refused === WORTH_A_FAILURE,
				/** What the stream has no longer waits for REST. */
				postpones: refused > 0 || failed >= WAITED_FOR,
				/** Milliseconds to wait. */
				atLeast: refused > 0 ? pauseAfterRefusal(refused) : failures.areLong() ? pauseOfLongFailure() : 0,
			};
		},
		clear(): void {
			failures.clear();
			refusals.clear();
		},
	};
}
