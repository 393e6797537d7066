import type { IDataObject } from 'n8n-workflow';

/** What tells one event from another: short hashes, and when it happened. */
export interface Identity {
	/** Hash of the id; `undefined` where Nex sent none. */
	id: string | undefined;
	/** Hash of what an event has in common however it comes. */
	fingerprint: string;
	/** Milliseconds since 1970; `undefined` where the event does not say. */
	time: number | undefined;
}

/** True where two identities can be those of one event, one of them with its id and one without. */
export const isSame = (a: Identity, b: Identity): boolean => (a.id !== undefined && b.id !== undefined ? a.id === b.id : a.fingerprint === b.fingerprint);

const HASH = 8;
const NONE = '-'.repeat(HASH);
const TIME = 9;
const ENTRY = 2 * HASH + TIME;

/** Entries that are forgotten together. */
const CHUNK = 256;
/** Chunks kept: with what is in flight, at most half of the 64 kB that a trigger may store. */
const CHUNKS = 4;
/** Entries of a forgotten chunk that may be kept for a reason. */
const CARRIED = CHUNK / 4;

/** An identity as fixed-width text, for n8n's static data. */
export function encode({ id = NONE, fingerprint, time }: Identity): string {
	const text = time === undefined || time < 0 ? '' : Math.floor(time).toString(36);
	return `${id}${fingerprint}${text.padStart(TIME, '-')}`;
}

/** The identities in encoded text; text that is none gives none. */
export function decode(text: unknown): Identity[] {
	const identities: Identity[] = [];
	if (typeof text !== 'string') return identities;
	for (let at = 0; at + ENTRY <= text.length; at += ENTRY) {
		const id = text.slice(at, at + HASH);
		const digits = text.slice(at + 2 * HASH, at + ENTRY);
		const time = parseInt(digits.slice(digits.lastIndexOf('-') + 1), 36);
		identities.push({ id: id === NONE ? undefined : id, fingerprint: text.slice(at + HASH, at + 2 * HASH), time: Number.isNaN(time) ? undefined : time });
	}
	return identities;
}

/** The state of a trigger as it is stored: small, flat, and replaced as a whole, which is what n8n notices. */
export interface SavedMemory extends IDataObject {
	v: 1;
	/** The kind of events it is about. */
	kind: string;
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
	/** Raises the watermark to an event's time, but not past the clock: an event may be dated in the future. */
	raise(time: number | undefined, clock: number): void;
	/** The key that stands for an event wherever it comes from. */
	keyOf(identity: Identity): string;
	/** What was handed to n8n by the process before this one and may not have been started. */
	readonly unconfirmed: Identity[][];
	save(more: { kind: string; at: number; watermark: number | undefined; started: string[]; notes?: Record<string, number> }): SavedMemory;
}

const numberOr = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

const NOTHING: Record<string, number> = {};

/** Restores a memory, or begins an empty one. */
export function createMemory(saved?: SavedMemory): Memory {
	const chunks: string[] = saved?.seen.filter((chunk) => typeof chunk === 'string') ?? [];
	let current = chunks.at(-1)?.length ?? 0;
	const ids = new Set<string>();
	/** Fingerprints, and whether the event came without an id. */
	const fingerprints = new Map<string, boolean>();

	let pinned = false;

	const index = ({ id, fingerprint }: Identity) => {
		if (id !== undefined) ids.add(id);
		fingerprints.set(fingerprint, id === undefined || fingerprints.get(fingerprint) === true);
	};

	for (const chunk of chunks) decode(chunk).forEach(index);

	/**
	 * Forgets the oldest chunk: from now on the floor stands for it. Carried over is what the floor
	 * must not cover: a few events dated after the watermark, and those of the floor's own millisecond.
	 */
	const forget = () => {
		const oldest = decode(chunks.shift()).sort((a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity));
		const watermark = memory.watermark ?? Infinity;
		const ahead = oldest.findIndex(({ time = -Infinity }) => time <= watermark);
		const carried = oldest.splice(0, Math.min(ahead === -1 ? oldest.length : ahead, CARRIED));
		const latest = oldest[0]?.time;
		if (latest !== undefined) {
			const twins = oldest.findIndex(({ time }) => time !== latest);
			const areFew = twins !== -1 && twins <= CARRIED;
			if (areFew) carried.push(...oldest.slice(0, twins));
			memory.floor = Math.max(memory.floor ?? -Infinity, areFew ? latest : latest + 1);
		}
		for (const { id = '', fingerprint } of oldest) {
			ids.delete(id);
			fingerprints.delete(fingerprint);
		}
		carried.forEach(index);
		chunks[0] = carried.map(encode).join('') + (chunks[0] ?? '');
	};

	const memory: Memory = {
		watermark: numberOr(saved?.watermark),
		floor: numberOr(saved?.floor),
		idless: saved?.idless === true,
		signals: saved?.signals === true,
		unconfirmed: (saved?.started ?? []).map(decode).filter((identities) => identities.length > 0),
		has: ({ id, fingerprint }) => (id === undefined ? fingerprints.has(fingerprint) : ids.has(id) || fingerprints.get(fingerprint) === true),
		add(identity) {
			if (chunks.length === 0 || current >= CHUNK * ENTRY) {
				chunks.push('');
				current = 0;
				while (chunks.length > (pinned ? 2 * CHUNKS : CHUNKS)) forget();
			}
			chunks[chunks.length - 1] += encode(identity);
			current += ENTRY;
			index(identity);
		},
		pin() {
			pinned = true;
		},
		unpin() {
			pinned = false;
		},
		isForgotten: ({ time }) => time !== undefined && memory.floor !== undefined && time < memory.floor,
		raise(time, clock) {
			if (time !== undefined) memory.watermark = Math.max(memory.watermark ?? -Infinity, Math.min(time, clock));
		},
		keyOf: ({ id, fingerprint }) => (memory.idless || id === undefined ? fingerprint : id),
		save: ({ kind, at, watermark, started, notes = NOTHING }) => ({ v: 1, kind, at, watermark: watermark ?? null, floor: memory.floor ?? null, seen: [...chunks], started, idless: memory.idless, signals: memory.signals, notes }),
	};
	return memory;
}
