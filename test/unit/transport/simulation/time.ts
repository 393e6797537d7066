import type { Clock } from '../../../../nodes/shared/transport/clock';

/** A clock that moves from one event to the next, so that hours pass at once and always alike. */
export class VirtualTime implements Clock {
	private at = 0;
	private events: Array<{ at: number; run: () => void }> = [];
	/** What `busy` answers. */
	load = 0;

	now = () => this.at;

	busy = () => this.load;

	in(milliseconds: number, run: () => void): void {
		const at = this.at + Math.max(0, milliseconds);
		// After everything that is due at the same time: first come, first served.
		let index = this.events.length;
		while (index > 0 && (this.events[index - 1]?.at ?? 0) > at) index--;
		this.events.splice(index, 0, { at, run });
	}

	wait = async (milliseconds: number) => await new Promise<void>((resolve) => this.in(milliseconds, resolve));

	/** Runs until `work` is done. Gives the milliseconds it took. */
	async until(work: Promise<unknown>): Promise<number> {
		const begun = this.at;
		let isDone = false;
		void work.finally(() => (isDone = true)).catch(() => undefined);
		await settle();
		while (!isDone) {
			const event = this.events.shift();
			if (!event) throw new Error('nothing will happen any more, and the work is not done');
			this.at = event.at;
			event.run();
			await settle();
		}
		await work;
		return this.at - begun;
	}
}

/** Lets every promise that can go on go on. */
const settle = async () => await new Promise((resolve) => setImmediate(resolve));
