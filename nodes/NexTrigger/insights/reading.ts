import { isRefusal } from '../../shared/transport/retry';
import type { Arrival, Origin } from './arrivals';
import { statusOf } from './failures';
import type { Learned } from './gap';
import { AHEAD, readGap } from './gap';
import type { Span } from './getInsights';
import type { Beginning, Inbox } from './inbox';
import { oldestFirst } from './insight';

/** Refusals that no other question would change. */
const WHATEVER_IS_ASKED = new Set([401, 403, 404, 410]);

/** Fewer rows than any server gives at most: there are no others. */
const SURELY_ALL = 20;

/** True if Nex does not want to be asked like this, whereas another question may do. */
function isAboutQuestion(error: unknown): boolean {
	const status = statusOf(error);
	return status < 500 && isRefusal(status) && !WHATEVER_IS_ASKED.has(status);
}

export interface ReadingOptions {
	/** Asks REST for a span of time, or for the most recent; rows in the order of the answer. */
	read: (span?: Span) => Promise<Arrival[]>;
	/** What is known of how the server answers, from one reading for the next. */
	learned: Learned;
	/** Both clocks, in milliseconds since 1970: the later of this machine's and the server's, and the earlier. */
	clocks: () => { later: number; earlier: number };
	/** Some insights of this moment (milliseconds since 1970) cannot be read. */
	onCrowded: (time: number) => void;
	/** The error for what lies beyond an answer that cannot be asked for otherwise. */
	outOfReach: () => Error;
	/** True once nobody is interested any more. */
	isOver: () => boolean;
	/** Whether an inbox still listens. */
	listens: (inbox: Inbox) => boolean;
}

/** Rows, and whether they are all there are up to the last of them. */
type Part = [Arrival[], Extract<Origin, 'asked' | 'recent'>];

async function* readUntil(to: number, { from }: Beginning, { read, learned, onCrowded }: ReadingOptions): AsyncGenerator<Part> {
	const source = {
		read: async (start: number, end: number) => await read({ from: start, to: end }),
		timeOf: ({ identity }: Arrival) => identity.time,
		keyOf: ({ identity }: Arrival) => identity.text,
		onCrowded,
	};
	for await (const rows of readGap(source, from, Math.max(from, to), learned)) yield [rows, 'asked'];
}

/** What the most recent do not reach is an error, so that it is asked for again. */
async function* readRecent({ reach }: Beginning, { read, outOfReach }: ReadingOptions): AsyncGenerator<Part> {
	const rows = await read();
	const isAll = rows.length < SURELY_ALL || rows.some(({ identity: { time = Infinity } }) => time <= reach);
	yield [rows, isAll ? 'asked' : 'recent'];
	if (!isAll) throw outOfReach();
}

/**
 * Everything created since a time, by the best question that Nex does not refuse: it may refuse a span that ends in the future, or
 * any. Parts may come twice.
 */
async function* readSince(beginning: Beginning, options: ReadingOptions): AsyncGenerator<Part> {
	const questions = [
		() => readUntil(options.clocks().later + AHEAD, beginning, options),
		() => readUntil(options.clocks().earlier, beginning, options),
		() => readRecent(beginning, options),
	];
	let refusal: unknown;
	for (const ask of questions) {
		try {
			return yield* ask();
		} catch (error) {
			refusal = error;
		}
		if (!isAboutQuestion(refusal)) break;
	}
	throw refusal;
}

/**
 * Hands the inboxes that want it what REST has since the earliest of their beginnings, oldest first. One reading serves
 * them all; an inbox that has no room drops out and asks again later, so it holds up nobody.
 *
 * @throws what `read` does, or that something is out of reach; the inboxes then still want it
 */
export async function readFor(inboxes: Inbox[], options: ReadingOptions): Promise<void> {
	const { isOver, listens } = options;
	const wanting = new Set(inboxes);
	const beginnings = inboxes.map(({ beginning }) => beginning);
	const from = Math.min(...beginnings.map((one) => one.from));
	const reach = Math.min(...beginnings.map((one) => one.reach));
	for (const inbox of wanting) inbox.onReadingBegun();
	if (wanting.size === 0) return;
	for await (const [rows, origin] of readSince({ from, reach }, options)) {
		if (isOver()) return;
		const arrivals = oldestFirst(rows);
		for (const inbox of wanting) {
			if (listens(inbox)) inbox.accept(arrivals, origin);
			if (!listens(inbox) || !inbox.isReading) wanting.delete(inbox);
		}
		if (wanting.size === 0) return;
	}
	for (const inbox of wanting) inbox.onReadingEnded();
}
