/** Waits so many milliseconds; ends at once, and quietly, when the signal aborts. It keeps no process alive. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds).unref();
		signal.addEventListener('abort', end, { once: true });
	});
}
