/** Somebody who waits for a turn. */
export interface Waiter {
	signal?: AbortSignal;
	/** Called when the turn has come. */
	start(): void;
	/** Called instead, if the signal aborts before. */
	cancel(): void;
}

/** Waiters, in the order in which they get their turns. */
export interface Queue {
	readonly length: number;
	/** @param isFirst puts it before all others, instead of behind them */
	add(waiter: Waiter, isFirst: boolean): void;
	/** Starts the first, if there is one. */
	startFirst(): void;
}

/** An empty queue. Whoever is cancelled leaves it. */
export function createQueue(): Queue {
	let waiters: Waiter[] = [];
	const watched = new WeakSet<AbortSignal>();

	/** One listener for all that wait with the same signal: a thousand would each be compared with all others. */
	const watch = (signal: AbortSignal | undefined) => {
		if (!signal || watched.has(signal)) return;
		watched.add(signal);
		signal.addEventListener(
			'abort',
			() => {
				const cancelled = waiters.filter((waiter) => waiter.signal === signal);
				waiters = waiters.filter((waiter) => waiter.signal !== signal);
				for (const waiter of cancelled) waiter.cancel();
			},
			{ once: true },
		);
	};

	return {
		get length() {
			return waiters.length;
		},
		add(waiter, isFirst) {
			watch(waiter.signal);
			if (isFirst) waiters.unshift(waiter);
			else waiters.push(waiter);
		},
		startFirst: () => waiters.shift()?.start(),
	};
}
