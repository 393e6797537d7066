/**
 * Resolves after `milliseconds`; rejects with the signal's reason as soon as `signal` aborts.
 * `AbortSignal.timeout` leaves no timer that would keep a process alive.
 */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	if (milliseconds <= 0) return;
	await new Promise<void>((resolve, reject) => {
		const timer = AbortSignal.timeout(Math.ceil(milliseconds));
		const cancel = () => {
			timer.removeEventListener('abort', elapsed);
			reject(signal?.reason);
		};
		const elapsed = () => {
			signal?.removeEventListener('abort', cancel);
			resolve();
		};
		timer.addEventListener('abort', elapsed, { once: true });
		signal?.addEventListener('abort', cancel, { once: true });
	});
}
