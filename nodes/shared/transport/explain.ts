import { missing } from './missing';
import { isRefusal } from './retry';
import type { Scope } from './scopes';
import { nameScopes } from './scopes';
import { isPage } from './words';

/** What an error has to know of the request that failed. */
export interface FailedRequest {
	scopes: readonly Scope[];
	/** What was not there on a 404, as a sentence without a full stop. */
	notFound?: string;
	/** What to do on a 410, as a sentence. */
	expired?: string;
	itemIndex?: number;
}

/** How long the request was repeated before it was given up. */
export interface Tries {
	count: number;
	/** Milliseconds spent waiting between them. */
	waited: number;
	/** Milliseconds the server asks to be left alone. */
	asked?: number;
	/** Set if waiting once more would have taken too long. */
	isTooLong?: boolean;
	/** Set if something may have been made all the same, so that to ask once more may make another. */
	mayBeMade?: boolean;
	/** Where a redirect leads that was not followed. */
	leadsTo?: string;
}

/** Milliseconds in words, as whole seconds. */
const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1_000)} s`;

/** How often it was tried, as a sentence after another; nothing if it was tried once. */
export const triesInWords = ({ count, waited }: Tries): string =>
	count > 1 ? ` It was tried ${count} times over ${seconds(waited)}.` : '';

/** What to do after a failure that may pass, as a sentence. */
export const whatNow = ({ mayBeMade }: Tries, otherwise: string): string =>
	mayBeMade ? 'It may have been done all the same: look in Nex first, and run it again later only if it was not.' : otherwise;

/** What happened, without a full stop, and what a person can do about it, as sentences. */
interface Explanation {
	summary: string;
	hint: string;
}

function explainStatus(status: number, request: FailedRequest, tries: Tries, words: string | undefined): Explanation {
	const repeated = triesInWords(tries);
	switch (status) {
		case 400:
		case 422:
			return { summary: 'Nex refused the request', hint: "Check the values of this operation's fields." };
		case 401:
			return {
				summary: 'Nex does not accept the API key',
				hint: 'The key is wrong, or it was revoked. Create one in Nex under Settings, Developer, and save it in the Nex API credential.',
			};
		case 402:
			return {
				summary: 'Nex wants this to be paid for',
				hint: "The workspace's plan does not include it, or what the plan includes is used up. Look at the plan in Nex.",
			};
		case 403:
			return {
				summary: `The API key lacks the scope ${nameScopes(request.scopes)}`,
				hint:
					`Give the key the scope ${nameScopes(request.scopes)} in Nex under Settings, Developer, or choose a credential whose key ` +
					'has it.',
			};
		case 404:
			return {
				summary: missing(request.notFound, words),
				hint: 'It may have been deleted, belong to another workspace, or its ID may be misspelled.',
			};
		case 409:
			return {
				summary: 'This does not go together with what is in Nex',
				hint: 'The same may be there already, or somebody else has changed it. Look in Nex, then change the values or what is there.',
			};
		case 410:
			return { summary: 'This has expired in Nex', hint: request.expired ?? 'Start again from the first step.' };
		case 407:
		case 511:
			return {
				summary: `A proxy or the network on the way to Nex wants a sign-in (HTTP ${status})`,
				hint: "Sign in there, or give the name and password in the proxy's address in this n8n's environment, and try again.",
			};
		case 429:
			return tries.asked && tries.isTooLong
				? {
						summary: 'Nex receives too many requests',
						hint:
							`Nex asks to wait ${seconds(tries.asked)}, which is longer than a node should wait. Run the workflow again later, or ` +
							'less often.',
					}
				: { summary: 'Nex receives too many requests', hint: `Run the workflow less often, or with fewer items at once.${repeated}` };
		default:
			if (status >= 300 && status < 400) {
				return {
					summary: `Nex answered with a redirect (HTTP ${status})`,
					hint:
						(tries.leadsTo ? `It leads to ${tries.leadsTo}. ` : '') +
						'The API key is not sent to another address. Check the Base URL in the Nex API credential.',
				};
			}
			return isRefusal(status)
				? {
						summary: `Nex refused the request (HTTP ${status})`,
						hint: 'The same request will be refused again: change what is sent, or what is in Nex, as its words say.',
					}
				: { summary: `Nex could not answer the request (HTTP ${status})`, hint: `${whatNow(tries, 'Try again later.')}${repeated}` };
	}
}

/** What to say if a page of HTML refuses: Nex refuses in JSON, and its words on keys and scopes would be untrue. */
const elsewhere = (status: number): Explanation => ({
	summary: `The answer did not come from the Nex API: it is a web page (HTTP ${status})`,
	hint: 'A proxy or a sign-in page may stand in between. Check the Base URL in the Nex API credential, and the way there.',
});

/**
 * What happened with an answer that is not a success, and what a person can do about it.
 *
 * @param words what Nex says about it, if it says anything
 */
export function explain(status: number, body: string, request: FailedRequest, tries: Tries, words: string | undefined): Explanation {
	const isFromElsewhere = isRefusal(status) && ![407, 511].includes(status) && isPage(body);
	return isFromElsewhere ? elsewhere(status) : explainStatus(status, request, tries, words);
}
