import type { Identity } from '../identity';
import { short } from '../identity';
import { identityOfWords, isBare } from './insight';

/** Words that are remembered, of each trigger. The two forms of an insight come close to each other. */
const MOST = 200;
/** Characters from which on a hash of the words is remembered: of shorter ones it would cost more than it saves. */
const LONG = 2_000;

/** Finds the insights that came twice: by the stream without id and time, and by REST with them. */
export interface Twins {
	/**
	 * True if the same insight has come in its other form.
	 *
	 * @param words what it says
	 */
	has(identity: Identity, words: string): boolean;
	/** An insight has come. */
	note(identity: Identity, words: string): void;
}

const keyOf = (words: string) => (words.length < LONG ? words : short(words));

/** @param isKnown whether an insight without id and time was started */
export function createTwins(isKnown: (identity: Identity) => boolean, known: { readonly keysByWords: boolean }): Twins {
	/** Words of insights with id or time: a second one of the same words is another insight. */
	const named = new Set<string>();
	const note = (identity: Identity, words: string) => {
		if (isBare(identity)) return;
		const key = keyOf(words);
		named.delete(key);
		named.add(key);
		if (named.size <= MOST) return;
		const [oldest] = named;
		if (oldest !== undefined) named.delete(oldest);
	};
	return {
		note,
		has(identity, words) {
			if (isBare(identity)) return named.has(keyOf(words));
			// All have come with an ID so far: none is hashed in vain.
			if (!known.keysByWords || named.has(keyOf(words)) || !isKnown(identityOfWords(words))) return false;
			note(identity, words);
			return true;
		},
	};
}
