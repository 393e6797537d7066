import type { Delivered, Delivery } from './delivery';
import type { Identity } from './identity';
import type { Memory } from './memory';
import type { Room } from './room';

export type HandOver = ReturnType<typeof createHandOver>;

/** The way of a polled source's events into the workflow, and what is on it. */
export function createHandOver(memory: Pick<Memory, 'add' | 'hold'>, delivery: Pick<Delivery, 'offer'>, room: Room) {
	/** With delivery, and what each of them stands for. */
	const held = new Map<string, Identity[]>();

	/** What it stands for. */
	const letGo = (identity: Identity): Identity[] => {
		const covers = held.get(identity.fingerprint) ?? [identity];
		held.delete(identity.fingerprint);
		return covers;
	};

	return {
		/**
		 * Offers an event until there is room for it: a backlog never fills the memory.
		 *
		 * @param covers all that is done with when the workflow has it
		 * @param waitForRoom what `waiterFor` made
		 * @returns false if there was no room in time
		 */
		async offer(event: Delivered, covers: Identity[], waitForRoom: () => Promise<boolean>): Promise<boolean> {
			while (delivery.offer(event) !== 'taken') if (!(await waitForRoom())) return false;
			held.set(event.identity.fingerprint, covers);
			covers.forEach(memory.hold);
			return true;
		},
		waiterFor: room.waiterFor,
		/** All that events with delivery stand for. */
		held: (): Identity[] => [...held.values()].flat(),
		/** n8n has these: they are known from now on. */
		onConfirmed(identities: Identity[]): void {
			identities.flatMap(letGo).forEach(memory.add);
		},
	};
}
