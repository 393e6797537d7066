import { setMaxListeners } from 'node:events';
import { HIGHEST_CONCURRENCY_LIMIT } from '../../shared/transport/pressure';
import type { PageRequest, Looked } from './look';

/** Records that are looked at at once: more than requests may be in flight, so that one is always ready to be sent. */
const AT_ONCE = 2 * HIGHEST_CONCURRENCY_LIMIT;
/** Records that may fail before a tick is given up. */
const MOST_FAILURES = 3;

/** How a tick went. */
export interface Ticked {
	/** Every record was looked at. */
	isWhole: boolean;
	unread: string[];
	missing: string[];
	/** What was wrong with the first that could not be read. */
	error: unknown;
}

/**
 * Looks at every record once, many at a time. The first tells whether Nex answers at all before many are asked for.
 *
 * @param look never rejects
 */
export async function tickOver(
	recordIds: string[],
	look: (recordId: string, asking: PageRequest) => Promise<Looked>,
	{ signal, credential }: Pick<PageRequest, 'signal' | 'credential'>,
): Promise<Ticked> {
	const ticked: Ticked = { isWhole: false, unread: [], missing: [], error: undefined };
	let failures = 0;
	const halt = new AbortController();
	setMaxListeners(0, halt.signal);
	const close = () => halt.abort();
	signal.addEventListener('abort', close, { once: true });

	const work = async (recordId: string, once: boolean) => {
		const looked = await look(recordId, { signal: halt.signal, credential, once, run: halt });
		if (halt.signal.aborted) return;
		if (looked.result === 'missing') ticked.missing.push(recordId);
		if (looked.result !== 'unread') return;
		ticked.error ??= looked.error;
		ticked.unread.push(recordId);
		if (looked.isNews) failures++;
		if (failures >= MOST_FAILURES) halt.abort();
	};

	const [first, ...queue] = recordIds;
	const drain = async () => {
		for (let recordId = queue.shift(); recordId !== undefined && !halt.signal.aborted; recordId = queue.shift())
			await work(recordId, false);
	};
	try {
		if (first !== undefined) await work(first, true);
		if (ticked.unread.length === 0) await Promise.all(Array.from({ length: AT_ONCE }, drain));
	} finally {
		signal.removeEventListener('abort', close);
	}
	ticked.isWhole = queue.length === 0 && !halt.signal.aborted;
	return ticked;
}
