import type { Delivered } from './event';

/** What became of an event that was offered; `subject full` if others would still fit. */
export type Offered = 'taken' | 'full' | 'subject full';

/** An event in the queue. */
export interface Waiting {
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
	/** How many wait of each subject. */
	const counts = new Map<string, number>();
	let wasFull = false;
	const refused: string[] = [];

	const countOf = (subject: string) => counts.get(subject) ?? 0;
	const count = ({ subject }: Delivered, more: 1 | -1) => {
		if (subject === undefined) return;
		const now = countOf(subject) + more;
		if (now === 0) counts.delete(subject);
		else counts.set(subject, now);
	};

	const refusalOf = ({ subject }: Delivered): Offered | undefined => {
		if (waiting.length === LONGEST_QUEUE) return 'full';
		const most = SHARE * (LONGEST_QUEUE - waiting.length);
		return subject !== undefined && countOf(subject) >= most ? 'subject full' : undefined;
	};

	const isServed = (subject: string) => countOf(subject) <= SHARE_TO_REFILL * (LONGEST_QUEUE - waiting.length);

	return {
		/** @param now milliseconds since 1970 */
		add(event: Delivered, now: number): Offered {
			const refusal = refusalOf(event);
			if (refusal === 'full') wasFull = true;
			else if (refusal && event.subject !== undefined && !refused.includes(event.subject)) refused.push(event.subject);
			if (refusal) return refusal;
			const time = event.identity.time ?? waiting.at(-1)?.time ?? now;
			let place = waiting.length;
			while (place > 0 && (waiting[place - 1]?.time ?? 0) > time) place--;
			const one = { event, time, since: now };
			if (place === waiting.length) waiting.push(one);
			else waiting.splice(place, 0, one);
			count(event, 1);
			return 'taken';
		},
		/** Those to go next, at most `most`, the oldest first; none that is held back. */
		next(most: number, isHeldBack: (event: Delivered) => boolean): Waiting[] {
			const ready: Waiting[] = [];
			for (const one of waiting) {
				if (ready.length === most) break;
				if (!isHeldBack(one.event)) ready.push(one);
			}
			return ready;
		},
		remove(gone: Waiting[]): void {
			for (const one of gone) {
				waiting.splice(waiting.indexOf(one), 1);
				count(one.event, -1);
			}
		},
		/** True if something was refused for which there is room now; the next time it is about the next refusal. */
		hasRoomAgain(): boolean {
			if (wasFull) {
				if (waiting.length > REFILL_AT) return false;
				wasFull = false;
				refused.length = 0;
				return true;
			}
			const served = refused.findIndex(isServed);
			if (served !== -1) refused.splice(served, 1);
			return served !== -1;
		},
		all: waiting as readonly Waiting[],
		/** In milliseconds since 1970; Infinity if nothing waits. */
		get oldest(): number {
			return waiting[0]?.time ?? Infinity;
		},
	};
}
