import { wait } from '../shared/transport/wait';

/** As many texts a minute as Nex's own clients add at most (docs/api.md#rate-limits). */
const TEXTS = 10;
const MINUTE = 60_000;

/** Texts that may wait, which takes twenty minutes. */
const LONGEST_QUEUE = 200;

/** The texts of one key. */
interface Queue {
	/** When the last texts were sent, in milliseconds of `performance.now()`, which nobody sets; oldest first. */
	sent: number[];
	/** Texts that have not been sent to their end. */
	waiting: number;
	last: Promise<void>;
}

const queues = new Map<string, Queue>();

/** Forgets the keys of which nothing waits, and nothing that was sent makes anything wait. */
function forgetIdle(now: number): void {
	for (const [key, { sent, waiting }] of queues) if (waiting === 0 && now - (sent.at(-1) ?? 0) > MINUTE) queues.delete(key);
}

/** Milliseconds until another text may be sent. */
export function pauseBefore(sent: readonly number[], now: number): number {
	const oldest = sent.length < TEXTS ? undefined : sent.at(-TEXTS);
	return oldest === undefined ? 0 : Math.max(0, oldest + MINUTE - now);
}

/**
 * Sends texts of one key one after the other, in the order they came, and at most ten a minute.
 *
 * @param key what stands for the API key
 * @throws Error if too many wait already, or as `send` does
 */
export async function paced(key: string, send: () => Promise<void>): Promise<void> {
	forgetIdle(performance.now());
	const queue = queues.get(key) ?? { sent: [], waiting: 0, last: Promise.resolve() };
	queues.set(key, queue);
	if (queue.waiting >= LONGEST_QUEUE)
		throw new Error(`${LONGEST_QUEUE} texts wait to be added to Nex already, which takes ${TEXTS} a minute`);
	queue.waiting++;
	const before = queue.last;
	const turn = (async () => {
		await before;
		await wait(pauseBefore(queue.sent, performance.now()));
		queue.sent = [...queue.sent, performance.now()].slice(-TEXTS);
		await send();
	})().finally(() => queue.waiting--);
	queue.last = turn.catch(() => undefined);
	await turn;
}
