import type { ServerClock } from '../serverClock';
import type { Delivery } from '../delivery';
import type { Identity } from '../identity';
import type { Memory } from '../memory';
import type { Room } from '../room';
import type { UnfoldOptions } from './event';
import { family, identify } from './event';
import { createHandOver } from './handOver';
import type { Asking, Looked, ReadPage } from './look';
import { afterFailure, doneUntil, doneWithout, newestOf, readHistory, readNews } from './look';
import { newsOf } from './news';
import { partlyReadAt, settledAt, sinceOf } from './place';
import { createPlaces } from './places';
import type { LookOptions } from './tick';
import { tickOver } from './tick';

/** Events of before the first tick that are known one by one. */
const MOST_LEARNED = 4_000;
/** Ticks after which interrupted executions go on though a record of which they may have events was not read to its end. */
const MOST_WAITED = 10;

export interface TimelinesOptions extends Omit<UnfoldOptions, 'isNew'> {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'oldest' | 'resumeRest'>;
	room: Room;
	clock: ServerClock;
	/** What is there at the first tick is history. */
	learns: boolean;
	/** Records that were not read to the end before, and since when. */
	behind: Record<string, number>;
	/** What is dated before this is history of a record that was not watched before, in milliseconds. */
	beginsAt: (recordId: string) => number | undefined;
	read: ReadPage;
	onMissing: (recordId: string) => void;
}

/** What one trigger knows of all the timelines it watches. */
export interface Timelines {
	/**
	 * Looks at every record once.
	 *
	 * @throws what `read` does, if several records cannot be read
	 */
	tick(recordIds: string[], asking: Pick<Asking, 'credential' | 'signal'>): Promise<void>;
	onConfirmed(identities: Identity[]): void;
	/** Up to here everything is delivered, of all records but those that are behind. */
	readonly watermark: number | undefined;
	/** Those, and since when. */
	readonly behind: Record<string, number>;
	/** When the look began that makes all before it history; `undefined` once that is over. */
	readonly learningSince: number | undefined;
	/** Every record has been looked at since this process began. */
	readonly isWhole: boolean;
}

/**
 * Reads many timelines with a state that does not grow with them: one time for all of them, one
 * for each that is behind, and the identities of what was delivered last. That one time is when the
 * last whole tick began by the server's clock, so what was added while it ran is looked at again,
 * and records without events have it all the same.
 */
export function createTimelines(options: TimelinesOptions): Timelines {
	const { memory, delivery, clock, read } = options;
	const handOver = createHandOver(options);
	const places = createPlaces(options);
	const known = { has: memory.has, isForgotten: memory.isForgotten, isHeld: handOver.isHeld };
	let isLearning = options.learns;
	let learned: Identity[] = [];
	let learningSince = Date.now();
	let ticks = 0;
	let waited = 0;

	const pagesOf = (recordId: string, asking: Asking) => async (cursor: string | undefined) => await read(recordId, cursor, asking);
	const learn = async (recordId: string, { asking, isLate }: LookOptions): Promise<void> => {
		const events = await readHistory(recordId, clock.at(learningSince), { read: pagesOf(recordId, asking), isLate });
		for (const event of events.flatMap(family)) learned.push(identify(recordId, event));
		places.set(recordId, settledAt(places.of(recordId), newestOf(events), memory.watermark));
	};

	/** Reads on from where a record is, and hands over what is news, as long as there is more and room for it. */
	const readOn = async (recordId: string, { asking, isLate, onRead }: LookOptions): Promise<void> => {
		const place = places.of(recordId);
		const { watermark } = memory;
		const since = sinceOf(place, watermark);
		const news = newsOf(recordId, place, watermark, known);
		const { events, stopped, next: cursor, isPart } = await readNews(recordId, place, news, { read: pagesOf(recordId, asking), isLate });
		onRead();
		if (stopped === 'late') return places.set(recordId, partlyReadAt(place, { since, cursor, owed: place.owed }));
		const left = await handOver.offerAll(recordId, events, news, asking.signal, (taken) =>
			// It may be stopped amid many events.
			places.set(recordId, partlyReadAt(place, { since: doneUntil(taken, since), owed: place.owed })),
		);
		const reached = left.length > 0 ? doneWithout(recordId, left, news, since) : { since: doneUntil(events, since) };
		const isDone = left.length === 0 && !isPart;
		const next = isDone ? settledAt(place, newestOf(events), watermark) : partlyReadAt(place, reached);
		places.set(recordId, stopped === 'cut off' ? { ...next, cutOffs: place.cutOffs } : next);
		if (left.length === 0 && isPart && sinceOf(next) > since && !isLate()) await readOn(recordId, { asking, isLate, onRead });
	};

	const look = async (recordId: string, how: LookOptions): Promise<Looked> => {
		try {
			await (isLearning ? learn(recordId, how) : readOn(recordId, how));
			return { result: 'done' };
		} catch (error) {
			if (how.asking.signal.aborted) return { result: 'done' };
			const before = places.of(recordId);
			const { place, looked } = afterFailure(error, before, memory.watermark);
			places.set(recordId, isLearning ? { ...before, isBroken: place.isBroken } : place);
			if (looked.result === 'missing') options.onMissing(recordId);
			return looked;
		}
	};

	/** What was there at first is known from now on. What could not be read is taken to be no newer than what the others had. */
	const finishLearning = (notRead: { unread: string[]; missing: string[] }) => {
		learned
			.sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
			.slice(-MOST_LEARNED)
			.forEach(memory.add);
		learned = [];
		isLearning = false;
		const historyUntil = clock.beginningOf(learningSince);
		places.advance(historyUntil);
		for (const recordId of notRead.unread) places.set(recordId, { step: 'behind', historyUntil, isBroken: true });
		for (const recordId of notRead.missing) places.set(recordId, { step: 'absent', historyUntil });
	};

	return {
		async tick(recordIds, asking) {
			const begun = Date.now();
			if (isLearning) [learningSince, learned] = [begun, []];
			places.keep(recordIds);
			// One record after the other has the first place.
			const start = recordIds.length === 0 ? 0 : ticks++ % recordIds.length;
			const ticked = await tickOver([...recordIds.slice(start), ...recordIds.slice(0, start)], look, asking);
			if (asking.signal.aborted) return;
			if (ticked.isWhole && isLearning) {
				if (ticked.unread.length === 0 || ticked.unread.length < recordIds.length) finishLearning(ticked);
			} else if (ticked.isWhole && places.advance(clock.beginningOf(begun))) {
				// What is missing of an interrupted execution may be an event of one that is behind.
				if (!places.hasBehind || ++waited >= MOST_WAITED) delivery.resumeRest();
			}
			if (ticked.error !== undefined) throw ticked.error;
		},
		onConfirmed: handOver.onConfirmed,
		get watermark() {
			if (isLearning) return clock.at(learningSince);
			const lowest = Math.min(memory.watermark ?? Infinity, delivery.oldest - 1);
			return Number.isFinite(lowest) ? lowest : undefined;
		},
		get behind() {
			return places.stored(delivery.oldest);
		},
		get learningSince() {
			return isLearning ? clock.at(learningSince) : undefined;
		},
		get isWhole() {
			return places.isWhole;
		},
	};
}
