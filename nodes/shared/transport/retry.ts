import type { IHttpRequestMethods } from 'n8n-workflow';
import { momentOf } from '../moment';

/** Longest time one request may spend on being repeated, in milliseconds. */
export const RETRY_BUDGET = 5 * 60_000;

/** Repetitions after a failure other than 429. */
const FAILURE_RETRIES = 4;

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;

/** True if sending a request twice does what sending it once does (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). */
export function isRepeatable(method: IHttpRequestMethods, readOnly = false): boolean {
	return readOnly || method === 'GET' || method === 'PUT' || method === 'DELETE';
}

/**
 * True for a status of 400 and above whose cause goes by itself, so that it is of use to come again later: 408
 * (https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9), 425 (https://www.rfc-editor.org/rfc/rfc8470#section-5.2), failures of
 * servers and gateways, and those that no standard has, such as 520 to 530 of Cloudflare and 529. Unlike 429 they do not say that
 * nothing was done.
 */
const goesByItself = (status: number): boolean => [408, 425, 500, 502, 503, 504].includes(status) || status > 511;

/** True if the same request will be refused again. */
export const isRefusal = (status: number): boolean => status >= 400 && status !== 429 && !goesByItself(status);

/**
 * How often a request may be repeated that was answered so, or with nothing (0), if repeating it is safe. A 500 is not repeated: it
 * may well come of the request itself.
 */
export const repetitionsAfter = (status: number): number =>
	status === 0 || (goesByItself(status) && status !== 500) ? FAILURE_RETRIES : 0;

/** Seconds that are no pause any more, but a moment since 1970. */
const LEAST_MOMENT = 1_000_000_000;

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
	const date = number !== undefined || isDate ? momentOf(number ?? text) : undefined;
	return date === undefined ? undefined : Math.max(0, date - now);
}

/** When requests are counted anew, in seconds or since 1970, as servers say it that send no Retry-After, and what is left until then. */
const COUNTS = ['ratelimit', 'x-ratelimit', 'x-rate-limit'];

/**
 * The seconds until a limit that is used up is counted anew, from the one header in which its draft says all of it, in its older
 * form or its newer one (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/); undefined if there is none.
 */
function resetIn(header: unknown): number | undefined {
	if (typeof header !== 'string') return undefined;
	const isNewer = /;\s*r=/.test(header);
	const usedUp = (isNewer ? header.split(',') : [header]).flatMap((limit) => {
		const [, left = '0'] = /(?:^|[,;\s])(?:r|remaining)=(\d+)/.exec(limit) ?? [];
		const [, reset] = /(?:^|[,;\s])(?:t|reset)=(\d+)/.exec(limit) ?? [];
		return reset === undefined || Number(left) > 0 ? [] : Number(reset);
	});
	return usedUp.length === 0 ? undefined : Math.max(...usedUp);
}

/**
 * The milliseconds that an answer asks to wait; undefined if it does not. Whoever sends no Retry-After may say it more exactly
 * (`retry-after-ms`), or on a 429 say when the requests that are allowed in a time are counted anew, if none is left until then.
 *
 * @param now as in {@link readRetryAfter}
 */
export function readPause(status: number, headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const { 'retry-after-ms': milliseconds } = headers;
	if (typeof milliseconds === 'string' && /^\d+(\.\d+)?$/.test(milliseconds)) return Math.ceil(Number(milliseconds));
	const asked = readRetryAfter(headers['retry-after'], now);
	if (asked !== undefined || status !== 429) return asked;
	const counted = COUNTS.find((name) => headers[`${name}-reset`] !== undefined && !(Number(headers[`${name}-remaining`]) > 0));
	return readRetryAfter(counted === undefined ? resetIn(headers.ratelimit) : headers[`${counted}-reset`], now);
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
