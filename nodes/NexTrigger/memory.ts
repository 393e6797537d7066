import type { IDataObject } from 'n8n-workflow';
import type { Identity, IdentitySet } from './identity';
import { createIdentitySet, decode, ENTRY } from './identity';

/** Entries that are forgotten together. */
const CHUNK = 256;
/** Chunks kept: with what is in flight, at most half of the 64 kB that a trigger may store. */
const CHUNKS = 4;
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
	watermark: number | null;
	/** What is older than this is no longer remembered one by one. */
	floor: number | null;
	/** Encoded identities of what was delivered last. */
	seen: string[];
	/** Encoded identities of what was handed to n8n and not yet confirmed, one text per execution. */
	started: string[];
	/** Events have come without an id, so fingerprints tell them apart. */
	idless: boolean;
	/** n8n has told this trigger before that an execution has ended. */
	signals: boolean;
	/** What the source of the events needs besides. */
	notes: Record<string, number>;
}

/** True where a stored value can be taken for a trigger's state. */
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
	/** True for an event that was delivered before, whichever way it came then and now. */
	has(identity: Identity): boolean;
	/** Remembers an event as delivered. */
	add(identity: Identity): void;
	/** True for an event too old to be remembered by itself. */
	isForgotten(identity: Identity): boolean;
	/** Up to here everything was delivered, in milliseconds; never beyond the clock. */
	watermark: number | undefined;
	floor: number | undefined;
	idless: boolean;
	signals: boolean;
	/** Keeps what would be forgotten, while a gap in the past is still open; twice as much at most. */
	pin(): void;
	unpin(): void;
	/**
	 * From now on the floor covers nothing that may still be missing, which is all after the watermark and after a gap's beginning.
	 *
	 * @param gapStart where the gap begins, in milliseconds since 1970; Infinity where none is open
	 */
	guard(gapStart: () => number): void;
	/** Raises the watermark to an event's time, but not past the clock: an event may be dated in the future. */
	raise(time: number | undefined, clock: number): void;
	/** What is remembered one by one, the last remembered first. */
	readonly remembered: Identity[];
	/**
	 * Forgets all it knows of events, because those of another workspace begin.
	 *
	 * @param now milliseconds since 1970
	 */
	beginAnew(now: number): void;
	/** The key that stands for an event wherever it comes from. */
	keyOf(identity: Identity): string;
	/** What was handed to n8n by the process before this one and may not have been started. */
	readonly unconfirmed: Identity[][];
	save(more: {
		kind: string;
		credential: string | undefined;
		at: number;
		watermark: number | undefined;
		started: string[];
		notes?: Record<string, number>;
	}): SavedMemory;
}

const numberOr = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

const NOTHING: Record<string, number> = {};

/** Entries that came one after the other, and are forgotten together. */
interface Chunk {
	text: string;
	known: IdentitySet;
}

const chunkOf = (text: string): Chunk => ({ text, known: createIdentitySet(decode(text)) });

/** Restores a memory, or begins an empty one. */
export function createMemory(saved?: SavedMemory): Memory {
	const chunks = (saved?.seen ?? []).filter((text) => typeof text === 'string').map(chunkOf);
	let pinned = false;
	let anew = numberOr(saved?.anew);
	let mayMiss = () => Infinity;

	/**
	 * Forgets the oldest chunk: from now on the floor stands for it. Carried over is what the floor
	 * must not cover: a few events dated after the watermark, and those of the floor's own millisecond.
	 */
	const forget = () => {
		const oldest = decode(chunks.shift()?.text).sort((a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity));
		const missing = mayMiss();
		const watermark = Math.min(memory.watermark ?? Infinity, missing);
		const ahead = oldest.findIndex(({ time = -Infinity }) => time <= watermark);
		const carried = oldest.splice(0, Math.min(ahead === -1 ? oldest.length : ahead, CARRIED));
		const latest = oldest[0]?.time;
		if (latest !== undefined) {
			const twins = oldest.findIndex(({ time }) => time !== latest);
			const areFew = twins !== -1 && twins <= CARRIED;
			if (areFew) carried.push(...oldest.slice(0, twins));
			memory.floor = Math.max(memory.floor ?? -Infinity, Math.min(areFew ? latest : latest + 1, missing));
		}
		const [next] = chunks;
		if (!next) return;
		next.text = carried.map(({ text }) => text).join('') + next.text;
		carried.forEach(next.known.add);
	};

	const memory: Memory = {
		watermark: numberOr(saved?.watermark),
		floor: numberOr(saved?.floor),
		idless: saved?.idless === true,
		signals: saved?.signals === true,
		unconfirmed: (saved?.started ?? []).map(decode).filter((identities) => identities.length > 0),
		has(identity) {
			for (const { known } of chunks) if (known.has(identity)) return true;
			return false;
		},
		add(identity) {
			let last = chunks.at(-1);
			if (!last || last.text.length >= CHUNK * ENTRY) {
				last = chunkOf('');
				chunks.push(last);
				while (chunks.length > (pinned ? 2 * CHUNKS : CHUNKS)) forget();
			}
			last.text += identity.text;
			last.known.add(identity);
		},
		pin() {
			pinned = true;
		},
		unpin() {
			pinned = false;
		},
		guard(gapStart) {
			mayMiss = () => Math.min(gapStart(), (memory.watermark ?? Infinity) + 1);
		},
		isForgotten: ({ time }) => time !== undefined && memory.floor !== undefined && time < memory.floor,
		raise(time, clock) {
			if (time !== undefined) memory.watermark = Math.max(memory.watermark ?? -Infinity, Math.min(time, clock));
		},
		get remembered() {
			return chunks.flatMap(({ text }) => decode(text)).reverse();
		},
		beginAnew(now) {
			chunks.length = 0;
			memory.watermark = undefined;
			memory.floor = undefined;
			memory.idless = false;
			anew = now;
		},
		keyOf: ({ id, fingerprint }) => `${anew ?? ''}${memory.idless || id === undefined ? fingerprint : id}`,
		save: ({ kind, credential, at, watermark, started, notes = NOTHING }) => ({
			v: 1,
			kind,
			...(credential !== undefined && { credential }),
			...(anew !== undefined && { anew }),
			at,
			watermark: watermark ?? null,
			floor: memory.floor ?? null,
			seen: chunks.map(({ text }) => text),
			started,
			idless: memory.idless,
			signals: memory.signals,
			notes,
		}),
	};
	return memory;
}
