import type { Delivered, Delivery } from '../delivery';
import type { Memory } from '../memory';
import type { Arrival, Origin } from './arrivals';
import { createBacklog } from './backlog';
import type { Backlog } from './backlog';
import type { Insight } from './insight';
import { subjectOf } from './insight';
import { createNews } from './news';

export interface HandingOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'offer' | 'wasBegun' | 'held'>;
	matches: (insight: Insight) => boolean;
	/** What was known before, in milliseconds: how long before the clock insights are dated when they come, and `heard`. */
	notes: Record<string, number>;
	/** What was let go of single subjects, as it was stored. */
	stored: string[];
}

/** Hands over what is new, each insight once, and those of a subject in their order. */
export interface Handing {
	/**
	 * @param now the clock, in milliseconds since 1970
	 * @returns false if there is no room for it
	 */
	hand(arrival: Arrival, origin: Origin, now: number): boolean;
	/** How long before the clock insights are dated when they come, in milliseconds; Infinity as long as nothing has shown it. */
	readonly lateness: number;
	/** Up to here nothing was missed while the stream was open, in milliseconds since 1970; -Infinity if that is not known. */
	heard: number;
	/** From now on lateness is learned anew: it may have changed. */
	onRead(): void;
	/** What was let go of single subjects. */
	backlog: Backlog;
	/** True for one that was let go of a single subject: it is read again for that, whatever else is. */
	wasLetGo(arrival: Arrival): boolean;
	/** What is known is about another workspace. */
	beginAnew(): void;
}

/** The handing over of one trigger. */
export function createHanding({ memory, delivery, matches, notes, stored }: HandingOptions): Handing {
	let { lateness = Infinity } = notes;
	const backlog = createBacklog(stored);
	const subjectIn = ({ insight, identity }: Arrival) => subjectOf(insight) ?? backlog.subjectOf(identity);
	const wasLetGo = (arrival: Arrival) => backlog.holds(subjectIn(arrival), arrival.identity);
	const news = createNews({ memory, delivery, matches, wasLetGo });
	/** The least lateness of what has come since the last reading; undefined if nothing has. */
	let heardLate: number | undefined;

	const handing: Handing = {
		hand(arrival, origin, now) {
			if (!news.has(arrival, origin)) return true;
			const { insight, identity, shared } = arrival;
			const subject = subjectIn(arrival);
			const isLate = identity.time === undefined || backlog.holds(subject, identity);
			if (!isLate) heardLate = Math.min(heardLate ?? Infinity, Math.max(0, now - (identity.time ?? now)));
			if (!delivery.wasBegun(identity) && backlog.letsGo(subject, identity, origin === 'asked')) return true;
			const event: Delivered = { identity, json: shared ? structuredClone(insight) : insight, subject };
			const offered = delivery.offer(event);
			if (offered === 'taken') {
				news.hold(arrival);
				backlog.done(subject, identity);
				return true;
			}
			return offered === 'subject full' && subject !== undefined && backlog.add(subject, identity, delivery.held);
		},
		get lateness() {
			return heardLate ?? lateness;
		},
		heard: notes.heard ?? -Infinity,
		onRead() {
			lateness = heardLate ?? lateness;
			heardLate = undefined;
		},
		backlog,
		wasLetGo,
		beginAnew() {
			backlog.clear();
			handing.heard = -Infinity;
		},
	};
	return handing;
}
