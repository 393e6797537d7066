/** One timer for the earliest of several times. */
export function createAlarm(ring: () => void) {
	let timer: NodeJS.Timeout | undefined;
	let next = Infinity;

	const onTime = () => {
		next = Infinity;
		ring();
	};

	const alarm = {
		/** @param time milliseconds since 1970; Infinity for never */
		setFor(time: number): void {
			if (time >= next) return;
			clearTimeout(timer);
			next = time;
			timer = setTimeout(onTime, Math.max(0, time - Date.now())).unref();
		},
		/** It rings in so many milliseconds, unless it is set already. */
		setWithin(milliseconds: number): void {
			if (next === Infinity) alarm.setFor(Date.now() + milliseconds);
		},
		/** It does not ring any more. */
		stop(): void {
			clearTimeout(timer);
			next = -Infinity;
		},
	};
	return alarm;
}
