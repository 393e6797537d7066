import type { HandOver } from '../handOver';
import type { Memory } from '../memory';
import type { TimelineEvent, UnfoldOptions } from './event';
import { family, identify, unfold } from './event';
import type { News } from './news';

/** Events after which it is told how far a record has come: fewer than are known one by one. */
const TOLD_AFTER = 250;
/** Milliseconds that the events of one record wait for room in one look. What has found none by then is for a later look. */
const PATIENCE = 10_000;

export interface OfferOptions extends Omit<UnfoldOptions, 'isNew'> {
	memory: Pick<Memory, 'add'>;
	handOver: HandOver;
}

/**
 * Hands over what of the events of a record, oldest first, is news.
 *
 * @param onTaken hears now and then of events that there was room for, as of all that are older
 * @returns those for which there was no room
 * @throws if it is stopped
 */
export async function offerAll(
	recordId: string,
	events: TimelineEvent[],
	{ isNew, isHistory }: News,
	signal: AbortSignal,
	onTaken: (taken: TimelineEvent[]) => void,
	{ memory, handOver, matches, flatten }: OfferOptions,
): Promise<TimelineEvent[]> {
	for (const event of events.flatMap(family)) if (isHistory(event)) memory.add(identify(recordId, event));
	const waitForRoom = handOver.waiterFor(PATIENCE, signal);
	for (const [place, event] of events.entries()) {
		const news = family(event)
			.filter(isNew)
			.map((one) => identify(recordId, one));
		const covered = new Set<string>();
		for (const { event: one, covers } of news.length === 0 ? [] : unfold(recordId, event, { isNew, matches, flatten })) {
			signal.throwIfAborted();
			const isTaken = await handOver.offer(one, covers, waitForRoom);
			if (!isTaken) signal.throwIfAborted();
			if (!isTaken) return events.slice(place);
			for (const { fingerprint } of covers) covered.add(fingerprint);
		}
		// What the filters hold back is done with.
		for (const identity of news) if (!covered.has(identity.fingerprint)) memory.add(identity);
		if ((place + 1) % TOLD_AFTER === 0) onTaken(events.slice(place + 1 - TOLD_AFTER, place + 1));
	}
	return [];
}
