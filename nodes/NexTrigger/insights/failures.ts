import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { pauseAfterRefusal } from '../refusedKey';

/** Milliseconds between two tries once REST has failed this often in a row. */
const PAUSE_OF_LONG_FAILURE = 10 * 60_000;
const LONG_FAILURE = 60;
/** Answers in a row that refuse to tell what was missed, before a failed execution says so. */
const WORTH_A_FAILURE = 3;
/** After so many failures what the stream has is delivered without waiting for REST. */
const WAITED_FOR = 4;

/** The status of an answer that an error stands for; 0 if there was none. */
export const statusOf = (error: unknown): number => (error instanceof NodeApiError ? Number(error.httpCode) || 0 : 0);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** True for the statuses that only another key, or another scope for it, can change. */
export const refusesKey = (status: number): boolean => status === 401 || status === 403;

/** True if Nex refuses to be asked like this, or says what cannot be read: it need not change within minutes. */
function isWrong(error: unknown): boolean {
	const status = statusOf(error);
	return error instanceof NodeOperationError || (status >= 400 && status < 500 && status !== 408 && status !== 429);
}

/** What follows from one more failure. */
interface Consequence {
	/** It is the first in a row, which the log tells. */
	isFirst: boolean;
	/** A failed execution shows it. */
	isShown: boolean;
	/** What the stream has no longer waits for REST. */
	postpones: boolean;
	/** Milliseconds to wait at least. */
	atLeast: number;
}

/** Counts the failures of REST in a row. */
export function createFailures(): { add(error: unknown): Consequence; clear(): void } {
	let failed = 0;
	let wrong = 0;
	return {
		add(error) {
			failed++;
			wrong = isWrong(error) ? wrong + 1 : 0;
			return {
				isFirst: failed === 1,
				isShown: wrong === WORTH_A_FAILURE,
				postpones: wrong > 0 || failed >= WAITED_FOR,
				atLeast: wrong > 0 ? pauseAfterRefusal(wrong) : failed > LONG_FAILURE ? PAUSE_OF_LONG_FAILURE : 0,
			};
		},
		clear() {
			failed = wrong = 0;
		},
	};
}
