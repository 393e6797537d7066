/**
 * How far a trigger has come in reading what there is, as a value, and the steps from one to the next. All times are those
 * that insights are dated with, in milliseconds since 1970; Infinity for none.
 */
export interface Progress {
	/**
	 * - `listening`: what the stream says is handed over at once
	 * - `catching up`: what the stream says waits until what came before it is read
	 * - `full`: nothing more can be handed over, and what comes is let go
	 */
	readonly mode: 'listening' | 'catching up' | 'full';
	/** Up to here everything was read and handed over. Only reading moves it. */
	readonly position: number;
	/** The earliest time of what was not read or was let go: the next reading begins here. */
	readonly unread: number;
	/** The reading that goes on, or was broken off. */
	readonly reading: Reading | undefined;
}

interface Reading {
	/** All before this time was read and handed over. */
	readonly at: number;
	/** It began no later than the position, which therefore moves with it. */
	readonly isFromPosition: boolean;
	/** The clock when it began. */
	readonly clock: number;
	/** What is dated from here on may still become visible: the position stays before it. */
	readonly settled: number;
}

/** Nothing is read yet. */
export const beginAt = (position: number): Progress => ({ mode: 'catching up', position, unread: Infinity, reading: undefined });

/** Where the next reading begins. */
export const nextFrom = ({ unread, reading }: Progress): number => Math.min(unread, reading?.at ?? Infinity);

/** True if there is something to read, and room for it. */
export const wantsReading = (progress: Progress): boolean => progress.mode !== 'full' && nextFrom(progress) !== Infinity;

/** True while a reading goes on that brings what is new, and there is room for it. */
export const isReading = ({ mode, reading }: Progress): boolean => mode !== 'full' && reading !== undefined && reading.at !== Infinity;

/** Something dated so was not read, or let go. */
export const missed = (progress: Progress, time: number): Progress => (time < progress.unread ? { ...progress, unread: time } : progress);

/**
 * Something may have come that was not heard.
 *
 * @param settled what is dated from here on may still become visible: before the position once a clock was set back,
 * -Infinity if it is not known
 */
export const doubted = (progress: Progress, settled: number): Progress =>
	missed(progress, settled === -Infinity ? progress.position : Math.min(progress.position, settled));

/** A connection was opened: what came before it has to be read first. */
export const connected = (progress: Progress, settled: number): Progress => ({
	...doubted(progress, settled),
	mode: progress.mode === 'full' ? 'full' : 'catching up',
});

/** There is no room for something of this time, which the stream said. */
export const filled = (progress: Progress, time: number): Progress => ({ ...missed(progress, time), mode: 'full' });

/** There is room again. */
export const drained = (progress: Progress): Progress => (progress.mode === 'full' ? { ...progress, mode: 'catching up' } : progress);

/** Everything is to be read from another position on, whatever was before. */
export const begunAnew = ({ mode }: Progress, position: number): Progress => ({
	mode: mode === 'full' ? 'full' : 'catching up',
	position,
	unread: position,
	reading: undefined,
});

/** A reading begins, from `nextFrom` on. */
export function begun(progress: Progress, clock: number, settled: number): Progress {
	const at = nextFrom(progress);
	return { ...progress, unread: Infinity, reading: { at, isFromPosition: at <= progress.position, clock, settled } };
}

const moved = ({ position, unread }: Progress, { isFromPosition, settled }: Reading, time: number): number =>
	isFromPosition ? Math.max(position, Math.min(time, settled, unread)) : position;

/** All that is dated before this time was read and handed over. */
export function reached(progress: Progress, time: number): Progress {
	const { reading } = progress;
	if (!reading) return progress;
	// What is dated in the future must not hide what comes until then.
	const at = Math.max(reading.at, Math.min(time, reading.clock));
	return { ...progress, position: moved(progress, reading, at), reading: { ...reading, at } };
}

/** There was no room for what was read, from this time on. */
export const broken = (progress: Progress, time: number): Progress =>
	progress.mode === 'full' && !progress.reading ? missed(progress, time) : { ...filled(reached(progress, time), time), reading: undefined };

/** The reading has come to its end. */
export function ended(progress: Progress, settled: number): Progress {
	const { mode, unread, reading } = progress;
	return {
		mode: mode === 'catching up' && unread === Infinity ? 'listening' : mode,
		position: reading ? moved(progress, reading, settled) : progress.position,
		unread,
		reading: undefined,
	};
}

/** What is to be read cannot be read now, and what the stream says no longer waits for it. */
export const postponed = (progress: Progress): Progress => ({
	...progress,
	mode: progress.mode === 'catching up' ? 'listening' : progress.mode,
	unread: nextFrom(progress),
	reading: undefined,
});
