export type Room = ReturnType<typeof createRoom>;

/** Those who wait until delivery has room again. */
export function createRoom() {
	const waiting = new Set<() => void>();

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
		/** There is room again: all who wait try again. */
		open: (): void => waiting.forEach((goOn) => goOn()),
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
	};
}
