import { setTimeout as sleep } from 'node:timers/promises';
import type { NexServer } from '../nex-server';

const POLL_MS = 50;

/**
 * Resolves when no request has come for `milliseconds`: whatever a trigger began is over. In real time, of which a moment
 * in which this process could not run at all does not count.
 *
 * @returns milliseconds until the last of them
 */
export async function untilQuiet(nex: NexServer, milliseconds: number): Promise<number> {
	const begun = performance.now();
	let [seen, last, polls] = [nex.requests.length, begun, 0];
	while (polls * POLL_MS < milliseconds) {
		await sleep(POLL_MS);
		polls++;
		if (nex.inFlight === 0 && nex.requests.length === seen) continue;
		[seen, last, polls] = [nex.requests.length, performance.now(), 0];
	}
	return last - begun;
}
