/** Milliseconds to wait for a host that has never told the end of an execution. */
const UNKNOWN_HOST = 60_000;
/** The same, once it has been silent for twice as many executions as may run at once. */
const SILENT_HOST = 5_000;
/** Milliseconds before an execution that n8n could not start is asked for again. */
const RETRY = 5_000;

const namesOf = (error: unknown) => (error instanceof Error ? `${error.name} ${error.constructor.name}` : '');

/** True if an execution did start, though n8n has no result of it: somebody stopped it, or it is already over. */
export const hadStarted = (error: unknown): boolean => /Cancelled|ExecutionNotFound/.test(namesOf(error));

/** True if n8n refuses to tell when an execution ends, as its engine 2.0 does. */
const cannotTell = (error: unknown) => /UserError/.test(namesOf(error));

export type EndSignals = ReturnType<typeof createEndSignals>;

/**
 * What is known of whether n8n tells when an execution ends: some hosts never do (n8n issue 19877), and the new engine
 * refuses to be asked.
 *
 * @param host whether it has told before; it is noted there
 * @param limits how many executions may run at once, and for how many milliseconds one that runs is waited for
 */
export function createEndSignals(host: { signals: boolean }, { concurrency, longestRun }: { concurrency: number; longestRun: number }) {
	let untold = 0;
	let areAsked = true;
	return {
		/** n8n is asked to tell. */
		get areAsked(): boolean {
			return areAsked;
		},
		/** Milliseconds after which an execution that has not been seen to end no longer counts. */
		get longestWait(): number {
			if (host.signals && areAsked) return longestRun;
			return Math.min(longestRun, !areAsked || untold >= 2 * concurrency ? SILENT_HOST : UNKNOWN_HOST);
		},
		/** An end was told. True the first time ever. */
		onTold(): boolean {
			const isFirst = !host.signals;
			if (isFirst) host.signals = true;
			return isFirst;
		},
		/** The longest wait went by. */
		onUntold(): void {
			untold++;
		},
		/**
		 * n8n did not start an execution.
		 *
		 * @param tries how often it was asked for it
		 * @returns milliseconds until it is to be asked again
		 */
		onRefused(error: unknown, tries: number): number {
			if ((tries > 1 && !host.signals) || cannotTell(error)) areAsked = false;
			return cannotTell(error) ? 0 : RETRY;
		},
	};
}
