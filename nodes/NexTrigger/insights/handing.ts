import type { Delivered, Delivery } from '../delivery';
import type { Memory } from '../memory';
import type { Arrival, Origin } from './arrivals';
import { createBacklog } from './backlog';
import type { Insight } from './insight';
import { isBare, subjectOf } from './insight';
import { createTwins } from './twins';

export interface HandingOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'wasBegun' | 'held'>;
	matches: (insight: Insight) => boolean;
	/** What was known before, in milliseconds: how long before the clock insights are dated when they come, and `heard`. */
	notes: Record<string, number>;
	/** What was let go of single subjects, as it was stored. */
	stored: string[];
}

/** Hands over what is new to one trigger: each insight once, in whichever form it comes, and those of a subject in their order. */
export function createHanding({ memory, delivery, matches, notes, stored }: HandingOptions) {
	let { lateness = Infinity, heard = -Infinity } = notes;
	const backlog = createBacklog(stored);
	const twins = createTwins(memory);
	/** The least lateness of what has come since the last reading; undefined if nothing has. */
	let heardLate: number | undefined;

	const subjectIn = ({ insight, identity }: Arrival) => subjectOf(insight) ?? backlog.subjectOf(identity);
	const wasLetGo = (arrival: Arrival) => backlog.holds(subjectIn(arrival), arrival.identity);

	/** True for one that is to be handed over; of the others is remembered what is needed. */
	const isNews = (arrival: Arrival, origin: Origin): boolean => {
		const { insight, identity, words } = arrival;
		// What the stream tells of the past is what REST has too, at times in other words: REST decides.
		if (origin === 'replay') return false;
		if (identity.id === undefined) memory.keysByWords = true;
		if (memory.has(identity)) {
			twins.note(identity, words);
			return false;
		}
		if (twins.has(identity, words)) {
			if (!isBare(identity)) memory.add(identity);
			return false;
		}
		if (delivery.wasBegun(identity)) return true;
		if (origin !== 'live' && memory.isForgotten(identity) && !wasLetGo(arrival)) return false;
		if (matches(insight)) return true;
		// The stream may say more of it than REST does, and pass.
		if (origin === 'live') memory.add(identity);
		return false;
	};

	return {
		/**
		 * @param now the clock, in milliseconds since 1970
		 * @returns false if there is no room for it
		 */
		hand(arrival: Arrival, origin: Origin, now: number): boolean {
			if (!isNews(arrival, origin)) return true;
			const { insight, identity, words, shared } = arrival;
			const subject = subjectIn(arrival);
			const isLate = identity.time === undefined || backlog.holds(subject, identity);
			if (!isLate) heardLate = Math.min(heardLate ?? Infinity, Math.max(0, now - (identity.time ?? now)));
			if (!delivery.wasBegun(identity) && backlog.letsGo(subject, identity, origin === 'asked')) return true;
			const event: Delivered = { identity, json: shared ? structuredClone(insight) : insight, subject };
			const offered = delivery.offer(event);
			if (offered === 'taken') {
				memory.hold(identity);
				twins.note(identity, words);
				backlog.done(subject, identity);
				return true;
			}
			return offered === 'subject full' && subject !== undefined && backlog.add(subject, identity, delivery.held);
		},
		/** How long before the clock insights are dated when they come, in milliseconds; Infinity as long as nothing has shown it. */
		get lateness(): number {
			return heardLate ?? lateness;
		},
		/** Up to here nothing was missed while the stream was open, in milliseconds since 1970; -Infinity if that is not known. */
		get heard(): number {
			return heard;
		},
		/** Nothing was missed up to a time. */
		onHeard(time: number): void {
			heard = Math.max(heard, time);
		},
		/** From now on lateness is learned anew: it may have changed. */
		onRead(): void {
			lateness = heardLate ?? lateness;
			heardLate = undefined;
		},
		/** What was let go of single subjects. */
		backlog,
		/** True for one that was let go of a single subject: it is read again for that, whatever else is. */
		wasLetGo,
		/** What is known is about another workspace. */
		beginAnew(): void {
			backlog.clear();
			heard = -Infinity;
		},
		/** What is to be stored of it. */
		get notes(): Record<string, number> {
			const all: Record<string, number> = {};
			const late = heardLate ?? lateness;
			if (Number.isFinite(late)) all.lateness = late;
			if (Number.isFinite(heard)) all.heard = heard;
			return all;
		},
	};
}
