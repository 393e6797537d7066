import type { ServerClock } from '../serverClock';
import type { Delivery } from '../delivery';
import type { Identity } from '../identity';
import type { Memory } from '../memory';
import type { Beginnings } from './beginnings';
import type { TimelineEvent } from './event';
import { family, identify } from './event';
import { createFirstPages } from './firstPages';
import type { PageRequest, Looked, ReadPage } from './look';
import { afterFailure, doneUntil, doneWithout, newestOf, readHistory, readNews } from './look';
import { newsOf } from './news';
import type { OfferOptions } from './offerAll';
import { offerAll } from './offerAll';
import { absentAt, partlyReadAt, settledAt, sinceOf } from './place';
import { createPlaces } from './places';
import type { Ticked } from './tick';
import { tickOver } from './tick';

/** Events of before the first tick that are known one by one. */
const MOST_LEARNED = 4_000;
/** Ticks after which interrupted executions go on though a record of which they may have events was not read to its end. */
const MOST_WAITED = 10;

/** A first page may tell whether Nex answers at all. The others are asked for again, for the sake of those before them. */
const pagesOf = (read: ReadPage, recordId: string, asking: PageRequest) => async (cursor: string | undefined) =>
	await read(recordId, cursor, cursor === undefined ? asking : { ...asking, once: false });

/** The newest of what a first look met, the oldest first. */
const newest = (met: Identity[]): Identity[] => met.sort((a, b) => (a.time ?? 0) - (b.time ?? 0)).slice(-MOST_LEARNED);

/** One record after the other has the first place. */
function rotated(recordIds: string[], by: number): string[] {
	const start = recordIds.length === 0 ? 0 : by % recordIds.length;
	return [...recordIds.slice(start), ...recordIds.slice(0, start)];
}

export interface TimelinesOptions extends OfferOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'oldest' | 'resumeIncomplete'>;
	clock: ServerClock;
	/** What is there at the first tick is history. */
	learns: boolean;
	beginnings: Beginnings;
	read: ReadPage;
	/** What is older than the events that were read cannot be. */
	onCutOff: (recordId: string) => void;
}

/**
 * Reads many timelines with a stored state that does not grow with them: one time for all of them, one for each that is behind,
 * and the identities of what was delivered last. That one time is when the last whole tick began by the server's clock, so what
 * was added while it ran is looked at again, and records without events have it all the same.
 */
export function createTimelines(options: TimelinesOptions) {
	const { memory, delivery, clock, read } = options;
	const places = createPlaces(options);
	const firstPages = createFirstPages();
	/** The look that makes what is there history, by this machine's clock, and what it met. */
	let learning = options.learns ? { since: Date.now(), met: new Array<Identity>() } : undefined;
	let ticks = 0;
	let waited = 0;

	const watch = (recordId: string, asking: PageRequest) => firstPages.watch(recordId, pagesOf(read, recordId, asking));

	const learn = async (recordId: string, { since, met }: NonNullable<typeof learning>, asking: PageRequest): Promise<void> => {
		const first = watch(recordId, asking);
		const events = await readHistory(recordId, clock.at(since), first.read);
		first.keep();
		for (const event of events.flatMap(family)) met.push(identify(recordId, event));
		places.set(recordId, settledAt(places.of(recordId), newestOf(events)));
	};

	/** Reads on from where a record is, and hands over what is news, as long as there is more and room for it. */
	const readOn = async (recordId: string, asking: PageRequest): Promise<void> => {
		const place = places.of(recordId);
		const { position } = memory;
		const since = sinceOf(place, position);
		const first = watch(recordId, asking);
		const news = newsOf(recordId, place, position, memory, first.late);
		const { events, isCutOff, isPart } = await readNews(recordId, place, news, first.read);
		if (isCutOff) options.onCutOff(recordId);
		// It may be stopped amid many events.
		const onTaken = (taken: TimelineEvent[]) =>
			places.set(recordId, partlyReadAt(place, { since: doneUntil(taken, since), owed: place.owed }));
		const left = await offerAll(recordId, events, news, asking.signal, onTaken, options);
		first.keep();
		const reached = left.length > 0 ? doneWithout(recordId, left, news, since) : { since: doneUntil(events, since) };
		const isDone = left.length === 0 && !isPart;
		const next = isDone ? settledAt(place, newestOf(events), position) : partlyReadAt(place, reached);
		places.set(recordId, isCutOff ? { ...next, cutOffs: place.cutOffs } : next);
		if (left.length === 0 && isPart && sinceOf(next) > since) await readOn(recordId, asking);
	};

	const look = async (recordId: string, asking: PageRequest): Promise<Looked> => {
		try {
			await (learning ? learn(recordId, learning, asking) : readOn(recordId, asking));
			return { result: 'done' };
		} catch (error) {
			if (asking.signal.aborted) return { result: 'done' };
			const before = places.of(recordId);
			const { place, looked } = afterFailure(error, before, memory.position);
			places.set(recordId, learning ? { ...before, isBroken: place.isBroken } : place);
			return looked;
		}
	};

	/** What was there at first is known from now on. What could not be read is taken to be no newer than what the others had. */
	const finishLearning = ({ since, met }: NonNullable<typeof learning>, { unread, missing }: Ticked) => {
		newest(met).forEach(memory.add);
		learning = undefined;
		const historyUntil = clock.beginningOf(since);
		places.advance(historyUntil);
		for (const recordId of unread) places.set(recordId, { step: 'lagging', historyUntil, isBroken: true });
		for (const recordId of missing) places.set(recordId, absentAt({ step: 'unread', historyUntil }, undefined));
	};

	/** When the look began that makes all before it history, in milliseconds since 1970; `undefined` once that is over. */
	const learningSince = (): number | undefined => learning && clock.at(learning.since);

	return {
		/**
		 * Looks at every record once.
		 *
		 * @returns those that Nex no longer has a timeline of
		 * @throws what `read` does, if several records cannot be read
		 */
		async tick(listed: string[], asking: Pick<PageRequest, 'credential' | 'signal'>): Promise<string[]> {
			const begun = Date.now();
			const recordIds = places.due(listed, begun);
			const absent = new Set(places.absent);
			if (learning) learning = { since: begun, met: [] };
			places.keep(recordIds);
			firstPages.forgetOthers(recordIds);
			const ticked = await tickOver(rotated(recordIds, ticks++), look, asking);
			if (asking.signal.aborted) return [];
			if (ticked.isWhole && learning) {
				if (ticked.unread.length === 0 || ticked.unread.length < recordIds.length) finishLearning(learning, ticked);
			} else if (ticked.isWhole && places.advance(clock.beginningOf(begun))) {
				// What is missing of an interrupted execution may be an event of one that is behind.
				if (!places.hasLagging || ++waited >= MOST_WAITED) delivery.resumeIncomplete();
			}
			if (ticked.error !== undefined) throw ticked.error;
			return places.absent.filter((recordId) => !absent.has(recordId));
		},
		/** What is to be stored, such as which records are behind the trigger's position, and since when. */
		notes: () => ({ ...places.stored(delivery.oldest), ...options.beginnings.notes(places.isWhole, learningSince()) }),
		learningSince,
		/** Every record has been looked at since this process began. */
		get isWhole(): boolean {
			return places.isWhole;
		},
	};
}
