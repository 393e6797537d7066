import type { Identity } from '../identity';
import { isBare } from './insight';

/** Words that are remembered, of each trigger. The two forms of an insight come close to each other. */
const MOST = 200;

/** Finds the insights that came twice: by the stream without id and time, and by REST with them. */
export interface Twins {
	/**
	 * True if the same insight has come in its other form.
	 *
	 * @param words what it is known by without id and time
	 */
	has(identity: Identity, words: Identity): boolean;
	/** An insight has come. */
	note(identity: Identity, words: Identity): void;
}

/** @param isKnown whether an insight without id and time, of these words, was started */
export function createTwins(isKnown: (words: Identity) => boolean): Twins {
	/** Words of insights with id or time: a second one of the same words is another insight. */
	const named = new Set<string>();
	const note = (identity: Identity, { fingerprint }: Identity) => {
		if (isBare(identity)) return;
		named.delete(fingerprint);
		named.add(fingerprint);
		const [oldest] = named;
		if (named.size > MOST && oldest !== undefined) named.delete(oldest);
	};
	return {
		note,
		has(identity, words) {
			if (isBare(identity)) return named.has(words.fingerprint);
			if (named.has(words.fingerprint) || !isKnown(words)) return false;
			note(identity, words);
			return true;
		},
	};
}
