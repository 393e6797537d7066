import type { Delivered, Delivery } from '../delivery';
import type { Identity } from '../identity';
import type { Memory } from '../memory';
import type { Room } from '../room';
import type { TimelineEvent, UnfoldOptions } from './event';
import { family, identify, unfold } from './event';
import type { News } from './news';

/** Events after which it is told how far a record has come: fewer than are known one by one. */
const TOLD_AFTER = 250;
/** Milliseconds that the events of one record wait for room in one look. What has found none by then is for a later look. */
const PATIENCE = 10_000;

export interface HandOverOptions extends Omit<UnfoldOptions, 'isNew'> {
	memory: Memory;
	delivery: Pick<Delivery, 'offer'>;
	room: Room;
}

/** The way of a record's events into the workflow, and what is on it. */
export function createHandOver({ memory, delivery, room, matches, flatten }: HandOverOptions) {
	/** With delivery, and what each of them stands for. */
	const held = new Map<string, Identity[]>();
	const heldNow = new Set<string>();

	const hold = (event: Delivered, covers: Identity[]) => {
		held.set(event.identity.fingerprint, covers);
		for (const { fingerprint } of covers) heldNow.add(fingerprint);
	};
	/** What it stands for. */
	const letGo = (identity: Identity): Identity[] => {
		const covers = held.get(identity.fingerprint) ?? [identity];
		held.delete(identity.fingerprint);
		for (const { fingerprint } of covers) heldNow.delete(fingerprint);
		return covers;
	};

	/** Waits for room: a backlog never fills the memory. False if there was none in time. */
	const offer = async (event: Delivered, waitForRoom: () => Promise<boolean>): Promise<boolean> => {
		while (delivery.offer(event) !== 'taken') if (!(await waitForRoom())) return false;
		return true;
	};

	return {
		/**
		 * Hands over what of events, oldest first, is news.
		 *
		 * @param onTaken hears now and then of events that there was room for, as of all that are older
		 * @returns those for which there was no room
		 * @throws if it is stopped
		 */
		async offerAll(
			recordId: string,
			events: TimelineEvent[],
			{ isNew, isHistory }: News,
			signal: AbortSignal,
			onTaken: (taken: TimelineEvent[]) => void,
		): Promise<TimelineEvent[]> {
			for (const event of events.flatMap(family)) if (isHistory(event)) memory.add(identify(recordId, event));
			const waitForRoom = room.waiterFor(PATIENCE, signal);
			for (const [place, event] of events.entries()) {
				const news = family(event)
					.filter(isNew)
					.map((one) => identify(recordId, one));
				const covered = new Set<string>();
				for (const { event: one, covers } of news.length === 0 ? [] : unfold(recordId, event, { isNew, matches, flatten })) {
					signal.throwIfAborted();
					// Before it is handed over: a host may confirm it at once.
					hold(one, covers);
					if (!(await offer(one, waitForRoom))) {
						letGo(one.identity);
						signal.throwIfAborted();
						return events.slice(place);
					}
					for (const { fingerprint } of covers) covered.add(fingerprint);
				}
				// What the filters hold back is done with.
				for (const identity of news) if (!covered.has(identity.fingerprint)) memory.add(identity);
				if ((place + 1) % TOLD_AFTER === 0) onTaken(events.slice(place + 1 - TOLD_AFTER, place + 1));
			}
			return [];
		},
		isHeld: (fingerprint: string): boolean => heldNow.has(fingerprint),
		onConfirmed(identities: Identity[]): void {
			identities.flatMap(letGo).forEach(memory.add);
		},
	};
}
