/** One timer for the earliest of several times. */
export function createAlarm(ring: () => void) {
	let timer: NodeJS.Timeout | undefined;
	let next = Infinity;

	const onTime = () => {
		next = Infinity;
		ring();
	};

	return {
		/** @param time milliseconds since 1970; Infinity for never */
		setFor(time: number): void {
			if (time >= next) return;
			clearTimeout(timer);
			next = time;
			timer = setTimeout(onTime, Math.max(0, time - Date.now())).unref();
		},
		/** It does not ring any more. */
		stop(): void {
			clearTimeout(timer);
			next = -Infinity;
		},
	};
}
