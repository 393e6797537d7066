import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { nexRequest } from '../../shared/transport/request';
import type { DeliverySettings } from '../delivery/settings';
import { startPolling } from '../polled';
import type { readPollTimes } from '../schedule';
import { openSession } from '../session';
import type { Notification, NotificationFilters } from './notification';
import { identify, inOrder, matcher, readFeed, timeOf } from './notification';

export interface NotificationSettings extends DeliverySettings {
	filters: NotificationFilters;
	/** From when notifications are delivered the first time, in milliseconds; `undefined` from now on. */
	since: number | undefined;
	/** Cron expressions. */
	times: ReturnType<typeof readPollTimes>;
}

/** Notifications in one answer; Nex gives no more, and no page after it. */
const PAGE = 50;
/** Milliseconds before the last look that are asked for again, for notifications that became visible late. */
const OVERLAP = 60 * 60_000;
/** Milliseconds after publication in which a first answer holds nothing but history. */
const PROMPT = 40_000;
/** Answers of one look. */
const MOST_ANSWERS = 200;
const SECOND = 1_000;

interface Answer {
	items: Notification[];
	date: unknown;
}

interface Asking {
	since?: number;
	/** Left out for a test in the editor. */
	credential?: Credential;
	signal?: AbortSignal;
}

async function readAnswer(context: ITriggerFunctions, { since, credential, signal }: Asking): Promise<Answer> {
	const { body, headers } = await nexRequest(context, {
		method: 'GET',
		path: '/v1/notifications/feed',
		query: { limit: PAGE, since: since === undefined ? undefined : new Date(since).toISOString() },
		scopes: ['notification.read'],
		credential,
		...(signal && { signal, once: true }),
	});
	const items = readFeed(body);
	if (!items)
		throw new NodeOperationError(context.getNode(), 'Nex did not answer with notifications', {
			description: 'Check the Base URL of the credential. The trigger looks again at the next time.',
		});
	return { items, date: headers.date };
}

/**
 * Everything after a moment. An answer that is full may hide more: one that begins with the oldest is gone on with
 * after its last, one that begins with the newest leaves out what lies before it, which is told.
 */
async function readSince(read: (since: number | undefined) => Promise<Answer>, since: number | undefined, known: number) {
	const items: Notification[] = [];
	const met = new Set<string>();
	let from = since;
	let mayMiss = false;
	for (let answers = 0; answers < MOST_ANSWERS; answers++) {
		const { items: page } = await read(from);
		const fresh = page.filter((item) => !met.has(identify(item).fingerprint));
		for (const item of fresh) met.add(identify(item).fingerprint);
		items.push(...fresh);
		const times = page.flatMap((item) => timeOf(item) ?? []);
		if (answers === 0) mayMiss = from !== undefined && page.length >= PAGE && times.length > 0 && Math.min(...times) > known;
		if (page.length < PAGE || fresh.length === 0 || times.length === 0 || from === undefined) break;
		if (answers > 0) mayMiss = false;
		from = Math.max(from, Math.max(...times) - 1);
	}
	return { items: inOrder(items), mayMiss };
}

/**
 * Starts a trigger on the notification feed: n8n's scheduler says when to look.
 *
 * @throws NodeOperationError, NodeApiError as `startPolling` does
 */
export async function startNotifications(
	context: ITriggerFunctions,
	{ filters, since, times, delivery: options }: NotificationSettings,
): Promise<ITriggerResponse> {
	const closing = new AbortController();
	const held = new Set<string>();
	const waiting: (() => void)[] = [];
	const letGo = () => waiting.splice(0).forEach((resolve) => resolve());
	let clockOffset = 0;
	const session = openSession(context, 'notification', options, {
		onConfirmed(identities) {
			for (const identity of identities) {
				held.delete(identity.fingerprint);
				memory.add(identity);
			}
		},
		onDrained: letGo,
		get watermark() {
			const lowest = Math.min(memory.watermark ?? Infinity, session.delivery.oldest - 1);
			return Number.isFinite(lowest) ? lowest : undefined;
		},
		get notes() {
			return { began, hasLearned: Number(hasLearned) };
		},
		stop() {
			closing.abort();
			letGo();
		},
	});
	const { memory, delivery } = session;
	/** What is dated up to here is history. */
	let began = session.notes.began ?? (since === undefined ? Date.now() : since - 1);
	let hasLearned = session.notes.hasLearned === 1 || since !== undefined;
	memory.watermark ??= began;
	/** When the trigger began to know this workspace, by this machine's clock; a process that goes on where another began is late. */
	let published = session.isNew ? Date.now() : -Infinity;
	const matches = matcher(filters);
	/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
	const clock = (at: number) => at + Math.min(0, clockOffset);

	const read = async (since: number | undefined, credential: Credential) => {
		const answer = await readAnswer(context, { since, credential, signal: closing.signal });
		const server = Date.parse(String(answer.date));
		if (!Number.isNaN(server)) clockOffset = server + SECOND - Date.now();
		return answer;
	};

	const isNew = (item: Notification) => {
		const identity = identify(item);
		const { time = Infinity } = identity;
		return time >= began && !memory.has(identity) && !held.has(identity.fingerprint) && !memory.isForgotten(identity);
	};

	const deliver = async (item: Notification): Promise<void> => {
		const identity = identify(item);
		held.add(identity.fingerprint);
		while (delivery.offer({ identity, json: item }) !== 'taken') {
			await new Promise<void>((resolve) => waiting.push(resolve));
			closing.signal.throwIfAborted();
		}
	};

	/** What is there at first is history: all of it, unless the first answer was long in coming. */
	const learn = (items: Notification[], begun: number) => {
		const isPrompt = begun - published < PROMPT;
		began = clock(began);
		for (const item of items) if (isPrompt || (timeOf(item) ?? -Infinity) <= began) memory.add(identify(item));
		hasLearned = true;
	};

	const look = async (credential: Credential): Promise<void> => {
		const begun = Date.now();
		const known = memory.watermark ?? began;
		const { items, mayMiss } = await readSince(
			async (from) => await read(from, credential),
			// A server whose clock was set back dates what is new before what is known.
			hasLearned ? Math.min(known, clock(begun)) - OVERLAP : undefined,
			known,
		);
		if (!hasLearned) learn(items, begun);
		for (const item of items.filter(isNew)) {
			closing.signal.throwIfAborted();
			if (matches(item)) await deliver(item);
			else memory.add(identify(item));
		}
		delivery.resumeRest();
		memory.watermark = Math.max(known, clock(begun));
		if (mayMiss)
			session.show(
				new NodeOperationError(context.getNode(), `More than ${PAGE} notifications came between two looks, and Nex gives no more at once`, {
					description: 'Those before the newest 50 cannot be read. Let the trigger look more often in "Poll Times".',
				}),
			);
	};

	await startPolling(context, session, {
		times,
		look,
		async readBack(since, credential) {
			const { items } = await read(since - SECOND, credential);
			const times = items.flatMap((item) => timeOf(item) ?? []);
			return { identities: items.map(identify), from: items.length < PAGE ? since : Math.min(...times) };
		},
		beginAnew() {
			published = Date.now();
			memory.watermark = began = published;
			hasLearned = false;
		},
	});
	session.save();
	return session.response;
}

/**
 * The most recent notification, for a test in the editor.
 *
 * @throws NodeOperationError if there is none; NodeApiError if Nex refuses or cannot be reached
 */
export async function sampleNotification(
	context: ITriggerFunctions,
	{ filters }: Pick<NotificationSettings, 'filters'>,
): Promise<IDataObject> {
	const { items } = await readAnswer(context, {});
	const newest = inOrder(items).filter(matcher(filters)).at(-1);
	if (newest) return newest;
	throw new NodeOperationError(context.getNode(), 'There is no notification that passes the filters', {
		description: 'Wait until Nex has one, or widen the filters.',
	});
}
