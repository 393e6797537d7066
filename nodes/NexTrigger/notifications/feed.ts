import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { nexRequest } from '../../shared/transport/request';
import { didNotAnswerWith } from '../answers';
import type { Notification } from './notification';
import { identify, inOrder, readFeed, timeOf } from './notification';

/** Notifications in one answer; Nex gives no more, and no page after it. */
export const PAGE = 50;
/** Answers of one look. */
const MOST_ANSWERS = 200;

/**
 * Asks Nex for notifications once.
 *
 * @param since milliseconds since 1970; the most recent unless given
 * @param asking what a test in the editor leaves out
 * @throws NodeApiError as `nexRequest` does; NodeOperationError if the answer is none
 */
export type ReadFeed = (since?: number, asking?: { credential: Credential; signal: AbortSignal }) => Promise<Notification[]>;

/** Reads the feed, and tells the server's clock as it goes. */
export function createReader(context: ITriggerFunctions, onDate: (date: unknown) => void): ReadFeed {
	return async (since, asking) => {
		const { body, headers } = await nexRequest(context, {
			method: 'GET',
			path: '/v1/notifications/feed',
			query: { limit: PAGE, since: since === undefined ? undefined : new Date(since).toISOString() },
			scopes: ['notification.read'],
			...(asking && { ...asking, once: true }),
		});
		const items = readFeed(body);
		if (!items) throw didNotAnswerWith(context, 'notifications');
		onDate(headers.date);
		return items;
	};
}

/** What is known of how a server answers, from one look for the next. */
export interface Learned {
	/** The most items that an answer has held: one that holds fewer is whole. */
	most: number;
}

/** Fewer items than any server gives at most. */
export const createLearned = (): Learned => ({ most: 20 });

/**
 * Everything after a moment. An answer that holds as much as any before may hide more: one that begins with the oldest is
 * gone on with after its last, one that begins with the newest leaves out what lies before it, which is told.
 *
 * @param isKnown an answer that holds such an item reaches back to what was read before
 */
export async function readSince(read: ReadFeed, since: number | undefined, isKnown: (item: Notification) => boolean, learned: Learned) {
	const items: Notification[] = [];
	const met = new Set<string>();
	let from = since;
	let mayMiss = false;
	for (let answers = 0; answers < MOST_ANSWERS; answers++) {
		const page = await read(from);
		const fresh = page.filter((item) => !met.has(identify(item).fingerprint));
		for (const item of fresh) met.add(identify(item).fingerprint);
		items.push(...fresh);
		const times = page.flatMap((item) => timeOf(item) ?? []);
		const mayBeCut = page.length >= learned.most;
		learned.most = Math.max(learned.most, page.length);
		if (answers === 0) mayMiss = from !== undefined && mayBeCut && times.length > 0 && !page.some(isKnown);
		if (answers > 0 && fresh.length > 0) mayMiss = false;
		// An answer that is full of one moment leads no further.
		if (answers > 0 && fresh.length === 0 && mayBeCut && !items.every(isKnown)) mayMiss = true;
		if (!mayBeCut || fresh.length === 0 || times.length === 0 || from === undefined) break;
		from = Math.max(from, Math.max(...times) - 1);
	}
	// A server that gives more if it is asked for all has not cut off what it gave.
	if (mayMiss && items.length < PAGE) mayMiss = (await read()).length <= items.length;
	return { items: inOrder(items), mayMiss };
}
