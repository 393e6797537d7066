import type { Arrival, Feed } from './feed';
import type { Pace, Page } from './gap';
import { readGap } from './gap';

export interface CatchUpOptions {
	/** Reads what was created in a window (milliseconds, ends included), or the most recent where no time is known. */
	read: (from?: number, to?: number) => Promise<Page<Arrival>>;
	pace: Pace;
	/** The later of this machine's clock and the server's, in milliseconds since 1970. */
	now: () => number;
	/** True once nobody is interested any more. */
	isOver: () => boolean;
	/** Whether a feed still listens. */
	listens: (feed: Feed) => boolean;
}

/**
 * Hands the feeds that want it what REST has since the earliest of their gaps. One reading serves
 * them all; a feed that has no room drops out and asks again later, so it holds up nobody.
 *
 * @param since reads from here on even where the feeds know of no gap that old (milliseconds)
 * @throws what `read` does; the feeds then still want it
 */
export async function closeGaps(feeds: Feed[], since: number, { read, pace, now, isOver, listens }: CatchUpOptions): Promise<void> {
	const wanting = new Set(feeds.filter(({ wantsGap }) => wantsGap));
	const starts = [...wanting].flatMap(({ gapStart }) => gapStart ?? []);
	for (const feed of wanting) feed.onGapBegun();
	const from = Math.min(since, ...starts);
	const pages = from === Infinity ? [(await read()).rows] : readGap(read, from, now(), pace);
	for await (const rows of pages) {
		if (isOver()) return;
		for (const feed of wanting) {
			if (listens(feed)) feed.accept(rows, 'rest');
			if (!listens(feed) || !feed.wantsGap) wanting.delete(feed);
		}
		if (wanting.size === 0) return;
	}
	for (const feed of wanting) feed.onGapClosed();
}
