/**
 * Resolves after `milliseconds`; rejects with the signal's reason as soon as `signal` aborts.
 * It keeps no process alive.
 */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	if (milliseconds <= 0) return;
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => {
			signal?.removeEventListener('abort', cancel);
			resolve();
		}, Math.ceil(milliseconds)).unref();
		const cancel = () => {
			clearTimeout(timer);
			reject(signal?.reason);
		};
		signal?.addEventListener('abort', cancel, { once: true });
	});
}
