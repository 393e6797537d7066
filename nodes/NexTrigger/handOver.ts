import type { Delivered, Delivery } from './delivery';
import type { Identity } from './identity';
import type { Memory } from './memory';

export type HandOver = ReturnType<typeof createHandOver>;

/** The way of a polled source's events into the workflow, what is on it, and those who wait until there is room. */
export function createHandOver(memory: Pick<Memory, 'add' | 'hold'>, delivery: Pick<Delivery, 'offer'>) {
	/** With delivery, and what each of them stands for. */
	const held = new Map<string, Identity[]>();
	const waiting = new Set<() => void>();

	/** What it stands for. */
	const letGo = (identity: Identity): Identity[] => {
		const covers = held.get(identity.fingerprint) ?? [identity];
		held.delete(identity.fingerprint);
		return covers;
	};

	const wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
		let timer: NodeJS.Timeout | undefined;
		let goOn = (): void => undefined;
		await new Promise<undefined>((resolve) => {
			goOn = () => resolve(undefined);
			waiting.add(goOn);
			signal.addEventListener('abort', goOn);
			if (Number.isFinite(milliseconds)) timer = setTimeout(goOn, milliseconds).unref();
		});
		clearTimeout(timer);
		waiting.delete(goOn);
		signal.removeEventListener('abort', goOn);
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
		/**
		 * Makes a function that waits for room, several times if need be.
		 *
		 * @param longest milliseconds that all of the waiting may take
		 * @returns false if there was none in time, or the signal ended the wait
		 */
		waiterFor(longest: number, signal: AbortSignal): () => Promise<boolean> {
			let left = longest;
			return async () => {
				if (left <= 0 || signal.aborted) return false;
				const begun = Date.now();
				await wait(left, signal);
				// If the clock was set meanwhile it took all there is, or nothing.
				left -= Math.min(left, Math.max(0, Date.now() - begun));
				return !signal.aborted;
			};
		},
		/** There is room again: all who wait try again. */
		onDrained: (): void => waiting.forEach((goOn) => goOn()),
		/** All that events with delivery stand for. */
		held: (): Identity[] => [...held.values()].flat(),
		/** n8n has these: they are known from now on. */
		onConfirmed: (identities: Identity[]): void => identities.flatMap(letGo).forEach(memory.add),
	};
}
