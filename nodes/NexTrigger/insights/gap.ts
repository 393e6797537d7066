/** Milliseconds ahead of the clock that are asked for too, for insights dated in the future. */
export const AHEAD = 24 * 60 * 60_000;

const SECOND = 1_000;

/** The most insights that an answer holds (docs/api.md#insight-limit): one that holds as many may be cut off. */
export const FULL = 100;

/** Rows held while what is older is looked for. With more, the stretch is cut: its newer part is read again later. */
const MOST_HELD = 200;

/** A span of time in milliseconds since 1970, its ends included. */
interface Stretch {
	from: number;
	to: number;
	/** It was read once already: its rows can be held. */
	isCut?: boolean;
}

/** Where a gap is read from. An answer may hold fewer rows than there are, and nobody knows how many it holds at most. */
export interface GapSource<Row> {
	/** Asks for what was created in a stretch (milliseconds, its ends included). */
	read(from: number, to: number): Promise<Row[]>;
	/** Milliseconds since 1970, if it is known. */
	timeOf(row: Row): number | undefined;
	/** Tells a row from all others. */
	keyOf(row: Row): string;
	/** An answer was cut off within one millisecond, so some of that moment cannot be read. */
	onCrowded?(time: number): void;
}

/** What one reading learns for the next. */
export interface Learned {
	/** Times at which long gaps were cut: the next reading begins with such small stretches, so a failure costs little. */
	marks: Set<number>;
	/** Nex gives the newest first; what stands in its place may do otherwise. */
	order: 'newest first' | 'oldest first' | 'none';
}

/** Nothing is learned yet. */
export const createLearned = (): Learned => ({ marks: new Set(), order: 'newest first' });

/** Parts of a stretch, the newest first. */
function cut({ from, to, isCut }: Stretch, { marks }: Learned): Stretch[] {
	const times = [...marks].filter((time) => time > from && time < to).sort((a, b) => b - a);
	return [...times, from].map((start, index) => ({ from: start, to: times[index - 1] ?? to, isCut: isCut === true || start !== from }));
}

/** The order of an answer; what came before tells it if all rows have one time. */
function orderOf(times: number[], before: Learned['order']): Learned['order'] {
	const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
	if (steps.every((step) => step === 0)) return before;
	if (steps.every((step) => step <= 0)) return 'newest first';
	return steps.every((step) => step >= 0) ? 'oldest first' : 'none';
}

/** What was read of a stretch, and the parts of it that are still to be read, the newest first. */
interface Part<Row> {
	rows: Row[];
	left: Stretch[];
}

/** The time in the middle of those that lie within a stretch; `undefined` if none does. */
function halfOf(times: number[], from: number, to: number): number | undefined {
	const sorted = [...times].sort((a, b) => a - b);
	const middle = sorted[times.length >> 1] ?? from;
	const within = sorted.filter((time) => time > from && time < to);
	return middle <= from ? within[0] : middle >= to ? within.at(-1) : middle;
}

/** Milliseconds that one date may stand for: a server may leave them out. */
const unitOf = (times: number[]): number => (times.every((time) => time % SECOND === 0) ? SECOND : 1);

/** Where what is dated after `last`, all there was of a stretch, begins. Dates that lie before the stretch are not exact. */
const after = (last: number, from: number): number => (last + 1 > from ? last + 1 : last + Math.max(SECOND, 2 * (from - last)));

/**
 * Up to where what is older than an answer is asked for. A server may know parts of the unit that it dates by, or none: then
 * the moment after the last row brings the same rows again, and hides others of that row's moment if the answer is full.
 */
function endBefore(times: number[], end: number, brought: 'news' | 'nothing' | 'nothing, and may be full'): number {
	const last = times.at(-1) ?? end;
	const unit = unitOf(times);
	if (times[0] === last || brought === 'nothing') return last - 1;
	if (brought === 'news') return Math.min(last + unit, end - 1);
	return end > last + unit - 1 ? last + unit - 1 : last - 1;
}

/** Whatever is in an answer that has no order may be cut off: halves are read until they bring just what came before. */
function readHalf<Row>(
	answer: Row[],
	times: number[],
	{ from, to }: Stretch,
	seen: Map<string, number>,
	source: GapSource<Row>,
): Part<Row> {
	const keys = new Set(answer.map((row) => source.keyOf(row)));
	const before = [...seen].filter(([, time]) => time >= from && time <= to).map(([key]) => key);
	const isAll = before.length === keys.size && before.every((key) => keys.has(key));
	const half = halfOf(times, from, to);
	for (const row of answer) seen.set(source.keyOf(row), source.timeOf(row) ?? from);
	if (isAll || half === undefined) return { rows: answer, left: [] };
	return {
		rows: [],
		left: [
			{ from: half, to },
			{ from, to: half },
		],
	};
}

/** Reads a stretch, oldest rows first as far as can be: if the newest come first, what is older is asked for until nothing comes. */
async function readPart<Row>(source: GapSource<Row>, stretch: Stretch, learned: Learned, seen: Map<string, number>): Promise<Part<Row>> {
	const { from, to, isCut } = stretch;
	let held = new Map<string, Row>();
	let left: Stretch[] = [];
	let crowded: number | undefined;
	let most = 0;
	for (let end = to; end >= from;) {
		// Nex may know parts of a millisecond; and a server that does not heed the stretch tells nothing by what lies outside.
		const answer = (await source.read(from, end)).filter((row) => (source.timeOf(row) ?? end) <= end + 1);
		const times = answer.flatMap((row) => source.timeOf(row) ?? []);
		const [first, last] = [times[0], times.at(-1)];
		if (first === undefined || last === undefined) return { rows: [...held.values(), ...answer], left };
		const isOneMoment = first === last;
		const isFull = isOneMoment && answer.length >= FULL;
		for (const moment of [crowded, isFull ? last : undefined]) if (moment !== undefined) source.onCrowded?.(moment);
		learned.order = orderOf(times, learned.order);
		if (learned.order === 'none') return readHalf(answer, times, stretch, seen, source);
		if (learned.order === 'oldest first') {
			const next = isOneMoment ? after(last, from) : last;
			return { rows: answer, left: next > to || (isOneMoment && answer.length === 1) ? [] : [{ from: next, to }] };
		}
		const fresh = answer.filter((row) => !held.has(source.keyOf(row)));
		for (const row of fresh) held.set(source.keyOf(row), row);
		if (fresh.length === 0 && answer.length === 1) break;
		crowded = isOneMoment && !isFull ? last : undefined;
		most = Math.max(most, answer.length);
		end = endBefore(times, end, fresh.length > 0 ? 'news' : answer.length < most ? 'nothing' : 'nothing, and may be full');
		if (held.size >= (isCut ? 2 * MOST_HELD : MOST_HELD) && end > from) {
			learned.marks.add(end);
			held = new Map();
			left = [{ from: end, to, isCut: true }];
		}
	}
	return { rows: [...held.values()], left };
}

/**
 * Reads everything created in a stretch, the oldest part first, and never takes a short answer for the end: a part is
 * over once a further question brings nothing. Parts overlap in their ends: whoever reads must know a row that comes twice.
 *
 * @param from @param to milliseconds since 1970
 */
export async function* readGap<Row>(
	source: GapSource<Row>,
	from: number,
	to: number,
	learned: Learned = createLearned(),
): AsyncGenerator<Row[]> {
	for (const mark of learned.marks) if (mark <= from) learned.marks.delete(mark);
	const seen = new Map<string, number>();
	const stretches = cut({ from, to }, learned);
	for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
		const { rows, left } = await readPart(source, stretch, learned, seen);
		stretches.push(...left.flatMap((part) => cut(part, learned)));
		yield rows;
	}
}
