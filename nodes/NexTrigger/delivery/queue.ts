import type { Batch, Delivered } from './event';
import { createSubjectCounts } from './subjects';

/** What became of an event that was offered; `subject full` if others would still fit. */
export type Offered = 'taken' | 'full' | 'subject full';

/** An event in the queue. */
interface Waiting {
	readonly event: Delivered;
	/** Its time; if it has none, that of the event before it. In milliseconds since 1970. */
	readonly time: number;
	/** Since when it waits, in milliseconds since 1970. */
	since: number;
}

/** Events that may wait; what does not fit is fetched again when there is room. */
export const LONGEST_QUEUE = 500;
/** A queue that was full has room again once it is this short. */
const REFILL_AT = 100;

/** The part of the free places that one subject may have taken. */
const SHARE = 1 / 4;
/** The same for a subject that was refused, to have room again. */
const SHARE_TO_REFILL = 1 / 16;

export type Queue = ReturnType<typeof createQueue>;

/**
 * Events that wait for an execution: a queue by time that is bounded as a whole and for each subject. One subject may have
 * taken a quarter of what it leaves free: so a noisy one takes a fifth of the queue, and twenty of them leave room for others.
 */
export function createQueue() {
	const waiting: Waiting[] = [];
	const counts = createSubjectCounts();
	/** Something was refused because the queue was full. */
	let wasFull = false;
	/** Subjects of which something was refused. */
	const refused = new Set<string>();
	let hasRoomAgain = false;

	const mostOf = (share: number) => share * (LONGEST_QUEUE - waiting.length);
	const place = (event: Delivered, now: number): void => {
		const time = event.identity.time ?? waiting.at(-1)?.time ?? now;
		let index = waiting.length;
		while (index > 0 && (waiting[index - 1]?.time ?? 0) > time) index--;
		waiting.splice(index, 0, { event, time, since: now });
	};

	const remove = (one: Waiting): void => {
		// The oldest goes most often, and so is not worth moving all the others one by one.
		if (one === waiting[0]) waiting.shift();
		else waiting.splice(waiting.indexOf(one), 1);
		counts.add(one.event, -1);
		const { subject = '' } = one.event;
		if (wasFull) {
			if (waiting.length > REFILL_AT) return;
			wasFull = false;
			refused.clear();
			hasRoomAgain = true;
		} else if (refused.has(subject) && counts.of(subject) <= mostOf(SHARE_TO_REFILL)) {
			refused.delete(subject);
			hasRoomAgain = true;
		}
	};

	return {
		/** @param now milliseconds since 1970 */
		add(event: Delivered, now: number): Offered {
			const { subject } = event;
			if (waiting.length === LONGEST_QUEUE) {
				wasFull = true;
				return 'full';
			}
			if (subject !== undefined && counts.of(subject) >= mostOf(SHARE)) {
				refused.add(subject);
				return 'subject full';
			}
			place(event, now);
			counts.add(event, 1);
			return 'taken';
		},
		/**
		 * Takes out what goes into one execution: the oldest events, none that is held back.
		 *
		 * @param limits how many events go together, and for how many milliseconds too few of them wait for others
		 * @param now milliseconds since 1970
		 * @returns the events, or when there will be some, in milliseconds since 1970: Infinity if nothing may go
		 */
		takeBatch(
			isHeldBack: (event: Delivered) => boolean,
			{ batchSize, batchWait }: { batchSize: number; batchWait: number },
			now: number,
		): Batch | number {
			const chosen: Waiting[] = [];
			let ripe = Infinity;
			for (const one of waiting) {
				if (isHeldBack(one.event)) continue;
				// A clock that was set back must not lengthen the wait.
				one.since = Math.min(one.since, now);
				ripe = Math.min(ripe, one.since + batchWait);
				if (chosen.push(one) === batchSize) break;
			}
			if (chosen.length < batchSize && ripe > now) return ripe;
			chosen.forEach(remove);
			return { events: chosen.map(({ event }) => event), identities: chosen.map(({ event }) => event.identity) };
		},
		/** True once if there is room for something that was refused. */
		takeRoomAgain(): boolean {
			const had = hasRoomAgain;
			hasRoomAgain = false;
			return had;
		},
		all: waiting as readonly Waiting[],
		/** In milliseconds since 1970; Infinity if nothing waits. */
		get oldest(): number {
			return waiting[0]?.time ?? Infinity;
		},
	};
}
