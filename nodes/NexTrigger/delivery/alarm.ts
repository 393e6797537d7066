/** One timer for the earliest of several times. */
export interface Alarm {
	/** @param time milliseconds since 1970; Infinity for never */
	setFor(time: number): void;
	/** It does not ring any more. */
	stop(): void;
}

export function createAlarm(ring: () => void): Alarm {
	let timer: NodeJS.Timeout | undefined;
	let next = Infinity;
	return {
		setFor(time) {
			if (time >= next) return;
			clearTimeout(timer);
			next = time;
			timer = setTimeout(
				() => {
					next = Infinity;
					ring();
				},
				Math.max(0, time - Date.now()),
			).unref();
		},
		stop() {
			clearTimeout(timer);
			next = -Infinity;
		},
	};
}
