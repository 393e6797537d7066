import { momentOf } from '../moment';
import type { Verdict } from './pressure';
import { readPause } from './retry';

/** An answer as it came. */
export interface Answered {
	status: number;
	headers: Record<string, unknown>;
	text: string;
}

/** What became of one try: an answer, or the system's code of the failure, such as ECONNREFUSED. */
export type Outcome = Answered | { failure: string };

/** axios says so if the connection ends before the answer does. */
const ENDED_EARLY = 'ERR_BAD_RESPONSE';

/** The system's code of a failure, wherever n8n and axios have put it. Their error itself may hold the key. */
export function failureCode(error: unknown): string {
	for (let at = error; at !== null && typeof at === 'object'; at = (at as { cause?: unknown }).cause) {
		const { code, httpCode } = at as { code?: unknown; httpCode?: unknown };
		for (const found of [code, httpCode]) if (typeof found === 'string' && /^[A-Z][A-Z0-9_]{2,}$/.test(found)) return found;
	}
	const said = error instanceof Error ? error.message : '';
	if (/time(d )?out/i.test(said)) return 'ETIMEDOUT';
	// An older n8n gives no code to these words of axios, nor to those of what unpacks answers.
	if (/stream has been aborted/i.test(said)) return ENDED_EARLY;
	return /incorrect (header|data) check|unexpected end of file|decompression failed/i.test(said) ? 'Z_DATA_ERROR' : 'the request failed';
}

/** The status of an answer; 0 if there is none. */
export const statusOf = (outcome: Outcome): number => ('failure' in outcome ? 0 : outcome.status);

/** The answer, if it is a success. */
export const successOf = (outcome: Outcome): Answered | undefined =>
	'text' in outcome && outcome.status >= 200 && outcome.status < 300 ? outcome : undefined;

const CUT_OFF_CODE = 'ERR_CUT_OFF';

/** What becomes of a try whose answer began as JSON and was cut off on the way. */
export const CUT_OFF: Outcome = { failure: CUT_OFF_CODE };

const UNREADABLE_CODE = 'ERR_ENCODING';

/** What becomes of a try whose answer is a success that has letters in no encoding that is known. */
export const UNREADABLE: Outcome = { failure: UNREADABLE_CODE };

const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CERTIFICATE = /CERT|^UNABLE_TO_|HOSTNAME_MISMATCH/;
const INSECURE = /^(EPROTO$|ERR_SSL_)/;
const DAMAGED = /^(Z_|HPE_|ERR__ERROR_FORMAT)/;

/** What kept a request from its answer, by the system's code. */
export type Hindrance = 'not connected' | 'certificate' | 'insecure' | 'damaged' | 'cut off' | 'unreadable' | 'other';

/** The kind of a failure, by the system's code for it, such as ECONNREFUSED. */
export function hindranceOf(code: string): Hindrance {
	if (NEVER_LEFT.has(code)) return 'not connected';
	if (CERTIFICATE.test(code)) return 'certificate';
	if (INSECURE.test(code)) return 'insecure';
	if (code === CUT_OFF_CODE || code === ENDED_EARLY) return 'cut off';
	if (code === UNREADABLE_CODE) return 'unreadable';
	return DAMAGED.test(code) ? 'damaged' : 'other';
}

/** How long the server asks to be left alone, in milliseconds; undefined if it does not ask. A date counts by the server's own clock. */
export function pauseAskedIn(outcome: Outcome): number | undefined {
	if ('failure' in outcome) return undefined;
	const { status, headers } = outcome;
	return readPause(status, headers, momentOf(headers.date) ?? Date.now());
}

/** How the server took a request. */
export function judge(outcome: Outcome): Verdict {
	if ('failure' in outcome) return 'failed';
	if (outcome.status === 429) return 'refused';
	return outcome.status === 503 || outcome.status === 529 ? 'unavailable' : 'good';
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** True for a redirect after which the same request is to be sent, with its method and body, because nothing was done yet. */
export const keepsMethod = (status: number): boolean => status === 307 || status === 308;

/** Where an answer leads to, if it is a redirect to an address. `from` is what the request was sent to. */
export function redirectTarget(outcome: Outcome, from: string): URL | undefined {
	if ('failure' in outcome || !REDIRECTS.includes(outcome.status)) return undefined;
	const { location } = outcome.headers;
	return typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

/** The path of a redirect that stays where the key may go: in the same origin and API. `path` is that of the request. */
export function redirectedPath(outcome: Outcome, baseUrl: string, path: string): string | undefined {
	const target = redirectTarget(outcome, `${baseUrl}${path}`);
	if (!target) return undefined;
	const base = new URL(baseUrl);
	const root = base.pathname.replace(/\/$/, '');
	if (target.origin !== base.origin || !target.pathname.startsWith(`${root}/v1/`)) return undefined;
	return target.pathname.slice(root.length) + target.search;
}
