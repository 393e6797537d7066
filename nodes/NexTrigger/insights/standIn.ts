/** Milliseconds between two looks at REST while no stream can be opened. */
const WITHOUT_STREAM = 100_000;

/** REST in the place of a stream that cannot be opened. */
export function createStandIn() {
	let isTried = false;
	let answers = 0;
	/** When the last one began, and until when REST wants to be left alone, in milliseconds since 1970. */
	let last = 0;
	let restsUntil = 0;
	return {
		/** False if it was asked a moment ago, or wants to be left alone. */
		begin(): boolean {
			// Either way: the clock may have been set.
			if (Date.now() < restsUntil || Math.abs(Date.now() - last) < WITHOUT_STREAM) return false;
			last = Date.now();
			isTried = true;
			return true;
		},
		onAnswer(): void {
			if (isTried) answers++;
			isTried = false;
		},
		/**
		 * It does not answer, or is not needed any more.
		 *
		 * @param rest milliseconds for which it wants to be left alone
		 */
		end(rest = 0): void {
			isTried = false;
			answers = 0;
			restsUntil = Math.max(restsUntil, Date.now() + rest);
		},
		/** It may be asked. */
		get isOn(): boolean {
			return isTried || answers > 0;
		},
		/** How often in a row it has answered. */
		get answers(): number {
			return answers;
		},
	};
}
