import type { Identity } from '../identity';
import { decode, encode, identityOf, isSame, short } from '../identity';

/** Subjects that may be behind; with more, everything waits. */
const MOST = 50;

/** Insights that were let go of which it is remembered whom they are about. */
const MOST_REMEMBERED = 1_000;

/** What one record, say, still has to be read of. Times in milliseconds since 1970. */
interface SubjectBacklog {
	/** All that is dated before was handed over. */
	from: number;
	/** What of this very time was. */
	done: Identity[];
	/** A reading that began early enough goes on, so that what it brings may be handed over. */
	isOpen: boolean;
	/** The earliest that was let go since that began. */
	missed: number;
}

/**
 * Subjects of which more came than may wait for their workflows. What is let go of them is read again later, while all
 * others go on: the position does not wait for them.
 */
export interface Backlog {
	/** Whom an insight that was let go is about: the stream may say it and REST may not (docs/api.md#insight-fields). */
	subjectOf(identity: Identity): string | undefined;
	/** True if it has to be let go, because earlier ones of its subject were; it is read again then. */
	letsGo(subject: string | undefined, identity: Identity, isAsked: boolean): boolean;
	/** True if what is dated so long ago that it would be taken for known was let go. */
	holds(subject: string | undefined, identity: Identity): boolean;
	/** One was handed over. */
	done(subject: string | undefined, identity: Identity): void;
	/**
	 * One was refused.
	 *
	 * @param held what waits, some of it of the same time
	 * @returns false if there are too many such subjects
	 */
	add(subject: string, identity: Identity, held: Identity[]): boolean;
	/** There may be room again. */
	retry(): void;
	/** Where a reading has to begin so that it brings what may be handed over now; Infinity if nothing may. */
	readonly from: number;
	/** The reading that goes on brings some of it that may be handed over. */
	readonly isOpen: boolean;
	/** A reading from `from` on begins. */
	begun(): void;
	/** It has come to its end. */
	ended(): void;
	clear(): void;
	/** As it is stored: one text for each subject. */
	readonly texts: string[];
}

/** @param stored what `texts` gave to the process before this one */
export function createBacklog(stored: string[] = []): Backlog {
	const all = new Map<string, SubjectBacklog>();
	const subjects = new Map<string, string>();
	/** There may be others that were let go than are remembered. */
	let mayBeOthers = stored.length > 0;
	let isDue = stored.length > 0;
	for (const text of stored) {
		const [{ id, time } = { id: undefined, time: undefined }, ...done] = decode(text);
		if (id !== undefined && time !== undefined) all.set(id, { from: time, done, isOpen: false, missed: Infinity });
	}

	const remember = (subject: string | undefined, { fingerprint }: Identity) => {
		if (subject === undefined) return;
		if (subjects.size >= MOST_REMEMBERED) mayBeOthers = true;
		else subjects.set(fingerprint, subject);
	};

	/** Where the earliest of all begins. */
	const earliest = (wanted: (entry: SubjectBacklog) => boolean) => {
		let from = Infinity;
		for (const entry of all.values()) if (wanted(entry)) from = Math.min(from, entry.from);
		return from;
	};

	const find = (subject: string | undefined) => (all.size === 0 || subject === undefined ? undefined : all.get(short(subject)));

	const backlog: Backlog = {
		subjectOf: ({ fingerprint }) => subjects.get(fingerprint),
		letsGo(subject, identity, isAsked) {
			const entry = find(subject);
			if (!entry) return false;
			const { time } = identity;
			const { from, isOpen, missed } = entry;
			if (isOpen && isAsked && (time ?? from) < missed) return false;
			remember(subject, identity);
			if (isOpen) entry.missed = Math.min(missed, time ?? from);
			else if (time !== undefined && time < from) Object.assign(entry, { from: time, done: [] });
			return true;
		},
		holds(subject, identity) {
			const entry = find(subject);
			const { time = -Infinity } = identity;
			if (subject === undefined) return mayBeOthers && time >= earliest(() => true);
			return entry !== undefined && time >= entry.from && !entry.done.some((one) => isSame(one, identity));
		},
		done(subject, identity) {
			const entry = find(subject);
			subjects.delete(identity.fingerprint);
			if (!entry || identity.time === undefined || identity.time < entry.from) return;
			if (identity.time > entry.from) entry.done = [];
			entry.from = identity.time;
			entry.done.push(identity);
		},
		add(subject, identity, held) {
			const known = find(subject);
			const { time } = identity;
			if (time === undefined || (!known && all.size >= MOST)) return false;
			const done = known?.from === time ? known.done : held.filter((one) => one.time === time);
			remember(subject, identity);
			all.set(short(subject), { from: Math.min(time, known?.missed ?? Infinity), done, isOpen: false, missed: Infinity });
			return true;
		},
		retry() {
			isDue = all.size > 0;
		},
		get from() {
			return earliest(({ isOpen }) => isDue || isOpen);
		},
		get isOpen() {
			return earliest(({ isOpen }) => isOpen) !== Infinity;
		},
		begun() {
			for (const entry of all.values()) {
				if (entry.missed < entry.from) Object.assign(entry, { from: entry.missed, done: [] });
				entry.missed = Infinity;
				entry.isOpen ||= isDue;
			}
			isDue = false;
		},
		ended() {
			for (const [key, entry] of all) {
				if (!entry.isOpen) continue;
				entry.isOpen = false;
				if (entry.missed === Infinity) all.delete(key);
				else Object.assign(entry, { from: entry.missed, done: [], missed: Infinity });
				isDue ||= all.has(key);
			}
			if (all.size === 0) backlog.clear();
		},
		clear() {
			all.clear();
			subjects.clear();
			mayBeOthers = false;
		},
		get texts() {
			return [...all].map(([key, { from, done }]) => encode([identityOf(key, key, from), ...done]));
		},
	};
	return backlog;
}
