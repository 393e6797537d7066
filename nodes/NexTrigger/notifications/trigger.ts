import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { PolledSource, Polling } from '../polled';
import type { ReadFeed } from './feed';
import { createLearned, createReader, PAGE, readSince } from './feed';
import type { PollTimes } from '../schedule';
import type { Notification } from './notification';
import { identify, timeOf } from './notification';

export interface NotificationSettings {
	times: PollTimes;
	/** Whether a notification passes the filters. */
	matches: (notification: Notification) => boolean;
	/** From when notifications are delivered the first time, in milliseconds; `undefined` from now on. */
	since: number | undefined;
}

/** Milliseconds before the last look that are asked for again, for notifications that became visible late. */
const OVERLAP = 60 * 60_000;
/** Milliseconds after publication in which a first answer holds nothing but history. */
const PROMPT = 40_000;
const SECOND = 1_000;

const tooMany = (context: ITriggerFunctions, most: number) =>
	new NodeOperationError(context.getNode(), `More than ${most} notifications came between two looks, and Nex gives no more at once`, {
		description: `Those before the newest ${most} cannot be read. Let the trigger look more often in "Poll Times".`,
	});

/** The date of the newest of some notifications, in milliseconds since 1970; 0 if none has one. */
const newestOf = (items: Notification[]): number => items.reduce((newest, item) => Math.max(newest, timeOf(item) ?? 0), 0);

/** The notification feed as a source of events. */
export function notificationSource(
	context: ITriggerFunctions,
	settings: NotificationSettings,
	{ session, clock, handOver, signal }: Polling,
): PolledSource {
	const { memory, delivery } = session;
	const { matches } = settings;
	/** Nothing else is held up by it, and what has been read may have left the newest page by the next look. */
	const waitForRoom = handOver.waiterFor(Infinity, signal);
	const read = createReader(context, clock.onDate);
	const learned = createLearned();
	/** What is dated up to here is history. */
	let began = session.notes.began ?? (settings.since === undefined ? Date.now() : settings.since - 1);
	let hasLearned = session.notes.hasLearned === 1 || settings.since !== undefined;
	memory.position ??= began;
	/** The date of the newest that was read: what dates them may be behind every clock that is known. */
	let newest = session.notes.newest;
	/** When the trigger began to know this workspace, by this machine's clock; a process that goes on where another began is late. */
	let published = session.isNew ? Date.now() : -Infinity;

	const isNew = (item: Notification) => {
		const identity = identify(item);
		const { time = Infinity } = identity;
		return time >= began && !memory.has(identity) && !memory.isForgotten(identity);
	};

	/**
	 * What is there at first is history: all of it, unless the first answer was long in coming.
	 *
	 * @param later what there is after the newest of them: a server may give the oldest first
	 */
	const learn = (items: Notification[], later: Notification[], begun: number) => {
		const isPrompt = begun - published < PROMPT;
		began = clock.at(began);
		for (const item of items) if (isPrompt || (timeOf(item) ?? -Infinity) <= began) memory.add(identify(item));
		const last = newestOf(items);
		if (isPrompt && last > 0 && newestOf(later) <= last) {
			newest = last;
			began = Math.min(began, ...items.flatMap((item) => timeOf(item) ?? []));
		}
		hasLearned = true;
	};

	return {
		notes: () => ({ began, hasLearned: Number(hasLearned), ...(newest !== undefined && { newest }) }),
		async look(credential) {
			const begun = Date.now();
			const known = memory.position ?? began;
			// If the clocks were set back, what is new is dated before what is known, and even before history ended, which they had passed.
			if (known > began) began = Math.min(began, clock.later());
			const since = hasLearned ? Math.min(known, clock.at(begun), newest ?? Infinity) - OVERLAP : undefined;
			const ask: ReadFeed = async (from) => await read(from, { credential, signal });
			const { items, mayMiss } = await readSince(ask, since, (item) => !isNew(item), learned);
			if (!hasLearned) learn(items, await ask(newestOf(items)), begun);
			for (const item of items.filter(isNew)) {
				const identity = identify(item);
				if (!matches(item)) memory.add(identity);
				else await handOver.offer({ identity, json: item }, [identity], waitForRoom);
				signal.throwIfAborted();
			}
			delivery.resumeIncomplete();
			memory.position = Math.max(known, clock.beginningOf(begun));
			if (newest !== undefined) newest = Math.max(newest, newestOf(items));
			if (mayMiss) session.show(tooMany(context, learned.most));
		},
		async readBack(since, credential) {
			const items = await read(since - SECOND, { credential, signal });
			const times = items.flatMap((item) => timeOf(item) ?? []);
			return { identities: items.map(identify), from: items.length < PAGE ? since : Math.min(...times) };
		},
		beginAnew() {
			published = Date.now();
			memory.position = began = published;
			newest = undefined;
			hasLearned = false;
		},
	};
}
