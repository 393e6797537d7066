import type { IHttpRequestMethods } from 'n8n-workflow';

/** Longest time one request may spend on being repeated, in milliseconds. */
export const RETRY_BUDGET = 5 * 60_000;

/** Repetitions after a failure other than 429. */
export const FAILURE_RETRIES = 4;

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;

/** True if sending a request twice does what sending it once does (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). */
export function isRepeatable(method: IHttpRequestMethods, readOnly = false): boolean {
	return readOnly || method === 'GET' || method === 'PUT' || method === 'DELETE';
}

/**
 * True if the server asks to come again later: on 429 it has done nothing (https://www.rfc-editor.org/rfc/rfc6585#section-4), on
 * 502, 503 and 504 it may have.
 */
export function isPassing(status: number): boolean {
	return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Seconds that are no pause any more, but a moment since 1970. */
const LEAST_MOMENT = 1_000_000_000;

/** A moment in seconds or milliseconds since 1970, as some servers give it in place of a pause. */
const momentOf = (number: number): number => (number < 1_000 * LEAST_MOMENT ? number * 1_000 : number);

/**
 * The milliseconds a Retry-After asks to wait, given in seconds or as an HTTP date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3); undefined if there is none or it cannot be read.
 *
 * @param now milliseconds since 1970, by the clock of whoever gave the date
 */
export function readRetryAfter(value: unknown, now = Date.now()): number | undefined {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
	if (number !== undefined && number < LEAST_MOMENT) return Math.ceil(number * 1_000);
	// Without a letter and a time it is no HTTP date, though Date.parse would find one in "-5" and in "5 min".
	const isDate = /[a-z]/i.test(text) && /\d\d:\d\d/.test(text);
	const date = number !== undefined ? momentOf(number) : isDate ? Date.parse(text) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Exponential back-off with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/): a random time
 * up to 1, 2, 4 … 30 seconds, in milliseconds.
 *
 * @param attempt counts from 0
 */
export function backOff(attempt: number, random: () => number = Math.random): number {
	return random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);
}
