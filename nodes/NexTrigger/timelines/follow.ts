import { setMaxListeners } from 'node:events';
import { HIGHEST_CONCURRENCY_LIMIT } from '../../shared/transport/pressure';
import type { NexRequest } from '../../shared/transport/request';
import type { Delivered, Delivery } from '../delivery';
import type { Identity } from '../identity';
import type { Memory } from '../memory';
import type { TimelineEvent, TimelineFilters } from './event';
import { family, identify, inOrder, matcher, timeOf, unfold } from './event';
import type { TimelinePage } from './walk';
import { walk } from './walk';

/** Milliseconds before what is known that are looked at again, for events that became visible late. */
const OVERLAP = 5 * 60_000;
/** Milliseconds one tick may take to read; what is left over is read in the next. */
const TICK_BUDGET = 10 * 60_000;
/** Records that are read at once: more than requests may be in flight, so that one is always ready to be sent. */
const AT_ONCE = 2 * HIGHEST_CONCURRENCY_LIMIT;
/** Records that may be behind the others and be remembered by themselves. */
const MOST_BEHIND = 200;
/** Looks in a row that a refused cursor ends before the events in front of it are taken for all there are. */
const MOST_CUT_OFF = 2;
/** Records that may fail before a tick is given up. */
const MOST_FAILURES = 3;
/** Events of before the first tick that are known one by one. */
const MOST_LEARNED = 4_000;

/** There is no such record, or no more. */
export class Missing extends Error {}

/** How a page is asked for. */
type Reading = Pick<NexRequest, 'once' | 'run' | 'credential'> & { signal: AbortSignal };

export interface FollowOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'oldest' | 'resumeRest'>;
	filters: TimelineFilters;
	flatten: boolean;
	/** What is there at the first tick is history. */
	learns: boolean;
	/** Records that were not read to the end before, and since when. */
	behind: Record<string, number>;
	/** What is dated before this is history of a record that was not watched before, in milliseconds. */
	beginsAt: (recordId: string) => number | undefined;
	/**
	 * Reads a page of a record's timeline; `undefined` where the cursor is refused.
	 *
	 * @throws Missing where there is no such record
	 */
	read: (recordId: string, cursor: string | undefined, how: Reading) => Promise<TimelinePage | undefined>;
	/** The earlier of this machine's clock and the server's at a time of this machine's, in milliseconds. */
	clock: (at?: number) => number;
	onMissing: (recordId: string) => void;
}

/** What one trigger knows of all the timelines it follows. */
export interface Follow {
	/**
	 * Looks at every record once.
	 *
	 * @throws what `read` does, where several records cannot be read
	 */
	tick(recordIds: string[], how: Pick<Reading, 'credential' | 'signal'>): Promise<void>;
	onConfirmed(identities: Identity[]): void;
	onDrained(): void;
	/** Up to here everything is delivered, of all records but those that are behind. */
	readonly watermark: number | undefined;
	readonly behind: Record<string, number>;
	/** When the look began that makes all before it history; `undefined` once that is over. */
	readonly learningSince: number | undefined;
	/** Every record has been looked at since this process began. */
	readonly isWhole: boolean;
}

/** One look at one record: its events, and where to go on another time. */
interface Look {
	parts: Part[];
	rest: { cursor: string; since: number } | undefined;
}

/** Events that were read in one go, and the test for what of them was not delivered yet. */
interface Part {
	events: TimelineEvent[];
	isNew: (event: TimelineEvent) => boolean;
	/** Events of before a record was watched, which the overlap would take for new another time. */
	isHistory?: (event: TimelineEvent) => boolean;
}

/** A cursor was refused, and what comes behind it is not known. */
class CutOff extends Error {
	constructor(recordId: string) {
		super(`Nex refused to go on with the timeline of record ${recordId}`);
	}
}

/**
 * Follows many timelines with a state that does not grow with them: one time for all of them, one
 * for each that is behind, and the identities of what was delivered last. That one time is when the
 * last whole tick began by the server's clock, so what was added while it ran is looked at again,
 * and records without events have it all the same.
 */
export function createFollow({
	memory,
	delivery,
	filters,
	flatten,
	learns,
	behind,
	beginsAt,
	read,
	clock,
	onMissing,
}: FollowOptions): Follow {
	const matches = matcher(filters);
	/** The newest known event of a record, where it is newer than the watermark. */
	const positions = new Map<string, number>();
	/** Where the walk of a record has to go on another time, and back to when. */
	const rests = new Map<string, { cursor: string; since: number }>();
	const late = new Map(Object.entries(behind));
	/** Since when records without a timeline were not read: one may come back. */
	const absent = new Map<string, number>();
	/** Records that this process has read to the end: before, newer events may be known while older ones are not. */
	const settled = new Set<string>();
	/** Records that could not be read when they were looked at last: they do not speak for the others. */
	const broken = new Set<string>();
	/** With delivery, and what each of them stands for. */
	const held = new Map<string, Identity[]>();
	const heldNow = new Set<string>();
	let learning = learns;
	let learned: Identity[] = [];
	/** Up to when what a record shows is history, for those that this process has never read while they were watched. */
	const beginnings = new Map<string, number>();
	/** Looks at a record that a refused cursor has ended, in a row. */
	const cutOff = new Map<string, number>();
	let learningSince = Date.now();
	let hasWholeTick = false;
	let ticks = 0;
	const waiting: (() => void)[] = [];

	/** Where the history of a record ends that joins what is watched; `undefined` of others. */
	const beginningOf = (recordId: string): number | undefined => {
		if (learning || settled.has(recordId)) return undefined;
		const known = beginnings.get(recordId);
		if (known !== undefined) return known;
		if (late.has(recordId) || absent.has(recordId)) return undefined;
		// What happens in the very moment in which a look begins is not in it.
		const beginning = hasWholeTick && memory.watermark !== undefined ? memory.watermark - 1 : beginsAt(recordId);
		if (beginning !== undefined) beginnings.set(recordId, beginning);
		return beginning;
	};

	const sinceOf = (recordId: string) =>
		Math.max(absent.get(recordId) ?? late.get(recordId) ?? memory.watermark ?? -Infinity, beginnings.get(recordId) ?? -Infinity);

	/** The test for what of a record was not delivered yet. Among what is known one by one that decides, else the date. */
	const isNewOf = (recordId: string, since: number, resumed: boolean, beginning: number | undefined) => (event: TimelineEvent) => {
		if (beginning !== undefined && (timeOf(event) ?? -Infinity) <= beginning) return false;
		// Most of a timeline is history, which its date tells without telling one event from another.
		if ((timeOf(event) ?? Infinity) <= since - OVERLAP) return false;
		const identity = identify(recordId, event);
		const { time = Infinity } = identity;
		if (memory.has(identity) || heldNow.has(identity.fingerprint)) return false;
		if (time > since - OVERLAP && !memory.isForgotten(identity)) return true;
		return time > (resumed ? since : Math.max(since, positions.get(recordId) ?? -Infinity));
	};

	const look = async (recordId: string, isLate: () => boolean, how: Reading): Promise<Look> => {
		const rest = rests.get(recordId);
		const beginning = beginningOf(recordId);
		const since = sinceOf(recordId);
		// Else what is known is no sign that what comes behind it is: it may have waited for room when the process ended.
		const isSettled = rest !== undefined || (settled.has(recordId) && !late.has(recordId));
		const isFresh = isNewOf(recordId, since, false, beginning);
		const isNew = rest ? isNewOf(recordId, Math.min(since, rest.since), true, beginning) : isFresh;
		const isHistory = (event: TimelineEvent) => {
			const time = timeOf(event);
			return beginning !== undefined && (time === undefined || (time <= beginning && time > beginning - OVERLAP));
		};
		const readPage = async (cursor: string | undefined) => await read(recordId, cursor, how);
		let newestHere = -Infinity;
		const isPast = (test: (event: TimelineEvent) => boolean) => (events: TimelineEvent[]) => {
			if (!learning)
				return !events
					.flatMap(family)
					.some((one) => test(one) || (isHistory(one) && timeOf(one) !== undefined) || (!isSettled && (timeOf(one) ?? -Infinity) > since));
			// What the overlap will look at again has to be known.
			const times = events.flatMap((event) => timeOf(event) ?? []);
			newestHere = Math.max(newestHere, ...times);
			return Math.min(...times) <= Math.min(newestHere, clock(learningSince)) - OVERLAP;
		};
		const refusals = cutOff.get(recordId) ?? 0;
		const fresh = await walk(recordId, { read: readPage, isPast: isPast(isFresh), isLate, mayRestart: refusals === 0 });
		const older = rest && (await walk(recordId, { read: readPage, isPast: isPast(isNew), from: rest.cursor, isLate }));
		const isCutOff = fresh.isCutOff === true || older?.isCutOff === true;
		// Cursors may be refused for a while, or for good: then what there is in front of them has to do.
		if (isCutOff && !learning && refusals + 1 < MOST_CUT_OFF) {
			cutOff.set(recordId, refusals + 1);
			throw new CutOff(recordId);
		}
		if (!isCutOff) cutOff.delete(recordId);
		const left = learning ? undefined : (fresh.rest ?? older?.rest);
		return {
			parts: [
				...(older ? [{ events: inOrder(older.events), isNew, isHistory }] : []),
				{ events: inOrder(fresh.events), isNew: isFresh, isHistory },
			],
			rest: left === undefined ? undefined : { cursor: left, since: Math.min(since, rest?.since ?? Infinity) },
		};
	};

	/** Takes the dates of a record's events down. */
	const note = (recordId: string, events: TimelineEvent[]) => {
		for (const time of events.flatMap(family).flatMap((event) => timeOf(event) ?? [])) {
			if (time > sinceOf(recordId)) positions.set(recordId, Math.max(time, positions.get(recordId) ?? -Infinity));
		}
	};

	/** Waits for room: a backlog never fills the memory. */
	const offer = async (event: Delivered, signal: AbortSignal): Promise<void> => {
		while (delivery.offer(event) !== 'taken') {
			await new Promise<void>((resolve) => waiting.push(resolve));
			signal.throwIfAborted();
		}
	};

	const deliver = async (recordId: string, { events, isNew, isHistory }: Part, signal: AbortSignal): Promise<void> => {
		for (const one of events.flatMap(family)) if (isHistory?.(one) === true) memory.add(identify(recordId, one));
		for (const event of events) {
			const news = family(event)
				.filter(isNew)
				.map((one) => identify(recordId, one));
			if (news.length === 0) continue;
			const covered = new Set<string>();
			for (const { event: one, covers } of unfold(recordId, event, { isNew, matches, flatten })) {
				signal.throwIfAborted();
				held.set(one.identity.fingerprint, covers);
				for (const { fingerprint } of covers) {
					covered.add(fingerprint);
					heldNow.add(fingerprint);
				}
				await offer(one, signal).catch((error: unknown): never => {
					held.delete(one.identity.fingerprint);
					for (const { fingerprint } of covers) heldNow.delete(fingerprint);
					throw error;
				});
			}
			// What the filters hold back is done with.
			for (const identity of news) if (!covered.has(identity.fingerprint)) memory.add(identity);
		}
	};

	const lookAndDeliver = async (recordId: string, isLate: () => boolean, how: Reading) => {
		const { parts, rest } = await look(recordId, isLate, how);
		const events = parts.flatMap((part) => part.events);
		if (learning) learned.push(...events.flatMap(family).map((event) => identify(recordId, event)));
		else for (const part of parts) await deliver(recordId, part, how.signal);
		note(recordId, events);
		absent.delete(recordId);
		if (rest) {
			rests.set(recordId, rest);
			late.set(recordId, rest.since);
		} else {
			rests.delete(recordId);
			late.delete(recordId);
			settled.add(recordId);
			beginnings.delete(recordId);
		}
	};

	/** What was there at first is known from now on. */
	const finishLearning = () => {
		learned
			.sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
			.slice(-MOST_LEARNED)
			.forEach(memory.add);
		learned = [];
		learning = false;
		memory.watermark = clock(learningSince);
	};

	const advance = (time: number) => {
		const watermark = Math.max(memory.watermark ?? -Infinity, time);
		memory.watermark = watermark;
		for (const [recordId, position] of positions) if (position <= watermark) positions.delete(recordId);
	};

	return {
		async tick(recordIds, { signal, credential }) {
			const begun = Date.now();
			if (learning) learningSince = begun;
			const listed = new Set(recordIds);
			for (const recordId of late.keys()) if (!listed.has(recordId)) late.delete(recordId);
			const end = performance.now() + TICK_BUDGET;
			const isLate = () => performance.now() > end;
			const errors: unknown[] = [];
			const unread: string[] = [];
			const missing: string[] = [];
			let failures = 0;
			const halt = new AbortController();
			setMaxListeners(0, halt.signal);
			const close = () => halt.abort();
			signal.addEventListener('abort', close, { once: true });

			const work = async (recordId: string, once = false) => {
				await lookAndDeliver(recordId, isLate, { signal: halt.signal, credential, once, run: halt }).then(
					() => broken.delete(recordId),
					(error: unknown) => {
						if (halt.signal.aborted) return;
						if (error instanceof Missing) {
							if (learning) missing.push(recordId);
							else absent.set(recordId, sinceOf(recordId));
							late.delete(recordId);
							return onMissing(recordId);
						}
						if (!learning) late.set(recordId, sinceOf(recordId));
						if (error instanceof CutOff) return;
						errors.push(error);
						unread.push(recordId);
						if (!broken.has(recordId)) failures++;
						broken.add(recordId);
						if (failures >= MOST_FAILURES) halt.abort();
					},
				);
			};

			// One record after the other has the first place, and tells whether Nex answers at all before many are asked for.
			const start = recordIds.length === 0 ? 0 : ticks++ % recordIds.length;
			const [first, ...queue] = [...recordIds.slice(start), ...recordIds.slice(0, start)];
			const drain = async () => {
				for (let recordId = queue.shift(); recordId !== undefined && !halt.signal.aborted; recordId = queue.shift()) await work(recordId);
			};
			try {
				if (first !== undefined) await work(first, true);
				if (errors.length === 0) await Promise.all(Array.from({ length: AT_ONCE }, drain));
			} finally {
				signal.removeEventListener('abort', close);
			}
			if (signal.aborted) return;
			const isWhole = queue.length === 0 && !halt.signal.aborted;
			if (isWhole && learning && (unread.length === 0 || unread.length < recordIds.length)) {
				finishLearning();
				// Whatever these had at first is taken to be no newer than what the others had.
				const beginning = memory.watermark ?? 0;
				for (const recordId of unread) late.set(recordId, beginning);
				for (const recordId of missing) absent.set(recordId, beginning);
				for (const recordId of [...unread, ...missing]) beginnings.set(recordId, beginning);
				hasWholeTick = true;
			} else if (isWhole && !learning && late.size <= MOST_BEHIND) {
				delivery.resumeRest();
				advance(clock(begun));
				hasWholeTick = true;
			}
			if (errors.length > 0) throw errors[0];
		},
		onConfirmed(identities) {
			for (const identity of identities) {
				const covers = held.get(identity.fingerprint) ?? [identity];
				held.delete(identity.fingerprint);
				for (const one of covers) {
					heldNow.delete(one.fingerprint);
					memory.add(one);
				}
			}
		},
		onDrained: () => waiting.splice(0).forEach((resolve) => resolve()),
		get watermark() {
			if (learning) return clock(learningSince);
			const lowest = Math.min(memory.watermark ?? Infinity, delivery.oldest - 1);
			return Number.isFinite(lowest) ? lowest : undefined;
		},
		get learningSince() {
			return learning ? clock(learningSince) : undefined;
		},
		get isWhole() {
			return hasWholeTick;
		},
		get behind() {
			return Object.fromEntries([...late, ...absent].filter(([, since]) => since < (memory.watermark ?? -Infinity)).slice(0, MOST_BEHIND));
		},
	};
}
