import { setTimeout as sleep } from 'node:timers/promises';
import type { NexServer } from '../nex-server';

/**
 * Resolves when no request has come for `milliseconds`: whatever a trigger began is over. In real time.
 *
 * @returns milliseconds until the last of them
 */
export async function untilQuiet(nex: NexServer, milliseconds: number): Promise<number> {
	const begun = performance.now();
	let [seen, last] = [nex.requests.length, begun];
	while (performance.now() - last < milliseconds) {
		await sleep(50);
		if (nex.inFlight === 0 && nex.requests.length === seen) continue;
		[seen, last] = [nex.requests.length, performance.now()];
	}
	return last - begun;
}
