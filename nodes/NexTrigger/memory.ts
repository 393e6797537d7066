import type { IDataObject } from 'n8n-workflow';
import type { Identity } from './identity';
import { decode, encode, ENTRY, isSame } from './identity';
import { createKnown } from './known';

/** Entries that are forgotten together. */
const CHUNK = 256;
/** Chunks kept: with what is in flight, at most half of the 64 kB that a trigger may store. */
const CHUNKS = 4;
/** The same, while some of it may still be missing. */
const MOST_CHUNKS = 6;
/** Chunks that are kept though no reading brings again what is in them. */
const CHUNKS_KEPT = 2;
/** Entries of a forgotten chunk that may be kept for a reason. */
const CARRIED = CHUNK / 4;

/** The state of a trigger as it is stored: small, flat, and replaced as a whole, which is what n8n notices. */
export interface SavedMemory extends IDataObject {
	v: 1;
	/** The kind of events it is about. */
	kind: string;
	/** Stands for the credential whose events these are. */
	credential?: string;
	/** When the events of another workspace began, in milliseconds: two workspaces may use one ID. */
	anew?: number;
	/** When this was written, in milliseconds: an execution may put an older copy back. */
	at: number;
	/** Everything up to here has been delivered. */
	position: number | null;
	/** What is older than this is no longer remembered one by one. */
	floor: number | null;
	/** Encoded identities of what was delivered last. */
	seen: string[];
	/** Encoded identities of what was handed to n8n and not yet confirmed, one text per execution. */
	started: string[];
	/** The same of what had been begun by another process before and was handed over again. */
	again?: string[];
	/** Events have come without an id: what they say stands for them in keys. */
	keysByWords: boolean;
	/** Encoded identities of events before the floor that were not handed to n8n yet. */
	waiting?: string;
	/** n8n has told this trigger before that an execution has ended. */
	signals: boolean;
	/** What was let go of single subjects: one text for each. */
	backlog?: string[];
	/** What the source of the events needs besides. */
	notes: Record<string, number>;
}

/** True if a stored value can be taken for a trigger's state. */
export function isSavedMemory(value: unknown): value is SavedMemory {
	if (value === null || typeof value !== 'object') return false;
	const { v, at, seen, started } = value as Partial<SavedMemory>;
	return v === 1 && typeof at === 'number' && Array.isArray(seen) && Array.isArray(started);
}

/**
 * What one trigger remembers: which events it has delivered, and up to when nothing is missing.
 * It is bounded: the oldest entries go, and `floor` rises so that what they stood for stays known.
 */
export interface Memory {
	/** True for an event that is with delivery or was delivered before, whichever way it came then and now. */
	has(identity: Identity): boolean;
	/** Knows an event that is with delivery. */
	hold(identity: Identity): void;
	/** Remembers an event as delivered. */
	add(identity: Identity): void;
	/** True for an event too old to be remembered by itself. */
	isForgotten(identity: Identity): boolean;
	/** Up to here everything was read and handed over, in milliseconds. */
	position: number | undefined;
	/** What is dated before this, in milliseconds, is known, though no longer one by one. */
	floor: number | undefined;
	/**
	 * What is dated from here on, in milliseconds, may still be missing or belong to the future: the floor never covers it.
	 * Infinity unless a source sets it.
	 */
	ceiling: () => number;
	/** Events have come without an ID, so that what they say stands for all that come from now on in keys. */
	keysByWords: boolean;
	/** n8n has told before that an execution has ended. */
	signals: boolean;
	/** More is remembered than is forgotten without a loss. */
	readonly isLarge: boolean;
	/** The oldest of it is dated after the ceiling, so that no reading lets it be forgotten. */
	isAhead(): boolean;
	/** What is dated before this, in milliseconds, need not be read. */
	readonly start: number;
	/** All before a time in milliseconds was read, so that no reading brings it again: most of it is forgotten. */
	forgetBefore(time: number): void;
	/** What is remembered one by one, the last remembered first. */
	readonly remembered: Identity[];
	/**
	 * Forgets all it knows of events, because those of another workspace begin.
	 *
	 * @param now milliseconds since 1970
	 */
	beginAnew(now: number): void;
	/**
	 * The key that stands for an event wherever it comes from.
	 *
	 * @param isByWords what it says stands for it, though it has an ID
	 */
	keyOf(identity: Identity, isByWords: boolean): string;
	/**
	 * Its part of the state that is stored, made anew each time: n8n notices that.
	 *
	 * @param oldest the oldest time among what is with delivery, in milliseconds since 1970
	 */
	save(oldest: number): Pick<SavedMemory, 'floor' | 'seen' | 'keysByWords' | 'signals' | 'anew' | 'waiting'>;
}

const numberOr = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/**
 * What is carried over of entries that are to be forgotten, because the floor must not cover it: a few dated after a time
 * (milliseconds), and those of the floor's own millisecond. The floor covers what is dated before `covered`.
 */
function partOf(entries: Identity[], after: number): { carried: Identity[]; covered: number | undefined } {
	const oldest = entries.sort((a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity));
	const ahead = oldest.findIndex(({ time = -Infinity }) => time <= after);
	const carried = oldest.splice(0, Math.min(ahead === -1 ? oldest.length : ahead, CARRIED));
	const latest = oldest[0]?.time;
	if (latest === undefined) return { carried, covered: undefined };
	const twins = oldest.findIndex(({ time }) => time !== latest);
	if (twins === -1 || twins > CARRIED) return { carried, covered: latest + 1 };
	return { carried: [...carried, ...oldest.slice(0, twins)], covered: latest };
}

/**
 * Restores a memory, or begins an empty one.
 *
 * @param held all that is with delivery
 */
export function createMemory(saved?: SavedMemory, held: () => Identity[] = () => []): Memory {
	const chunks = (saved?.seen ?? []).filter((text) => typeof text === 'string');
	const all = () => chunks.flatMap(decode);
	const known = createKnown(all, () => chunks.length * CHUNK, held);
	let anew = numberOr(saved?.anew);
	let waiting = decode(saved?.waiting);
	/** The earliest of them, until they were read. */
	let oldestWaiting = Math.min(...waiting.map(({ time = Infinity }) => time));

	/** Forgets the oldest chunk, of these entries: from now on the floor stands for it. */
	const forget = (entries: Identity[]) => {
		chunks.shift();
		const { floor = -Infinity, position = Infinity } = memory;
		const ceiling = memory.ceiling();
		const { carried, covered } = partOf(entries, ceiling === Infinity ? position : ceiling);
		if (covered !== undefined) memory.floor = Math.max(floor, Math.min(covered, ceiling));
		if (chunks.length === 0) return;
		chunks[0] = encode(carried) + chunks[0];
		carried.forEach(known.keep);
	};

	const isBeforeFloor = ({ time = Infinity }: Pick<Identity, 'time'>) => time < (memory.floor ?? -Infinity);

	/** The floor cannot stand for all but a few of the oldest chunk, of these entries. */
	const isHeldBack = (entries: Identity[]): boolean => {
		const ceiling = memory.ceiling();
		return ceiling !== Infinity && entries.filter(({ time = -Infinity }) => time >= ceiling).length > CARRIED;
	};

	const forgetOldest = () => {
		while (chunks.length > CHUNKS) {
			const entries = decode(chunks[0]);
			const isHeld = isHeldBack(entries);
			if (isHeld && chunks.length <= MOST_CHUNKS) return;
			forget(entries);
			// What is newer is held back as well: it need not be decoded.
			if (isHeld) return;
		}
	};

	const memory: Memory = {
		// Before the first release it was stored as `watermark`.
		position: numberOr(saved?.position ?? saved?.watermark),
		floor: numberOr(saved?.floor),
		ceiling: () => Infinity,
		keysByWords: saved?.keysByWords === true,
		signals: saved?.signals === true,
		has: known.has,
		hold: known.keep,
		add(identity) {
			if ((chunks.at(-1)?.length ?? Infinity) >= CHUNK * ENTRY) {
				chunks.push('');
				forgetOldest();
			}
			chunks[chunks.length - 1] += identity.text;
			known.add(identity);
			if (waiting.length > 0) waiting = waiting.filter((one) => !isSame(one, identity));
		},
		isForgotten: (identity) => isBeforeFloor(identity) && !waiting.some((one) => isSame(one, identity)),
		get isLarge() {
			return chunks.length >= CHUNKS;
		},
		isAhead: () => isHeldBack(decode(chunks[0])),
		get start() {
			return Math.min(oldestWaiting, memory.floor ?? -Infinity);
		},
		forgetBefore(time) {
			oldestWaiting = Infinity;
			while (chunks.length > CHUNKS_KEPT) {
				const latest = Math.max(...decode(chunks[0]).map((identity) => identity.time ?? Infinity));
				if (latest >= time) return;
				chunks.shift();
				memory.floor = Math.max(memory.floor ?? -Infinity, latest + 1);
			}
		},
		get remembered() {
			return all().reverse();
		},
		beginAnew(now) {
			chunks.length = 0;
			known.beginAnew();
			memory.position = undefined;
			memory.floor = undefined;
			memory.keysByWords = false;
			waiting = [];
			oldestWaiting = Infinity;
			anew = now;
		},
		keyOf: ({ id, fingerprint }, isByWords) => `${anew ?? ''}${isByWords || id === undefined ? fingerprint : id}`,
		save: (oldest) => ({
			floor: memory.floor ?? null,
			seen: [...chunks],
			keysByWords: memory.keysByWords,
			signals: memory.signals,
			anew,
			waiting: isBeforeFloor({ time: oldest }) ? encode(held().filter(isBeforeFloor)) : undefined,
		}),
	};
	return memory;
}
