import type { Batch, Delivered } from './event';
import type { Queue, Waiting } from './queue';

/** When events that are too few for a whole batch have waited for others long enough, in milliseconds since 1970. */
function ripeAt(waiting: Waiting[], longest: number, now: number): number {
	let ripe = Infinity;
	for (const one of waiting) {
		// A clock that was set back must not lengthen the wait.
		one.since = Math.min(one.since, now);
		ripe = Math.min(ripe, one.since + longest);
	}
	return ripe;
}

/**
 * Takes the next batch out of the queue: the oldest events, none of a subject that is held back.
 *
 * @param limits how many events go together, and for how many milliseconds too few of them wait for others
 * @param now milliseconds since 1970
 * @returns the batch, or when there will be one, in milliseconds since 1970: Infinity if nothing may go
 */
export function takeBatch(
	queue: Queue,
	isHeldBack: (event: Delivered) => boolean,
	{ batchSize, batchWait }: { batchSize: number; batchWait: number },
	now: number,
): Batch | number {
	const next = queue.next(batchSize, isHeldBack);
	if (next.length < batchSize) {
		const ripe = ripeAt(next, batchWait, now);
		if (ripe > now) return ripe;
	}
	queue.remove(next);
	const events = next.map(({ event }) => event);
	return { events, identities: events.map(({ identity }) => identity) };
}
