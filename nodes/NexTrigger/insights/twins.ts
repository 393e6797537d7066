import type { Identity } from '../identity';
import { short } from '../identity';
import type { Memory } from '../memory';
import { identityOfWords, isBare } from './insight';

/** Words that are remembered, of each trigger. The two forms of an insight come close to each other. */
const MOST = 400;
/** Characters from which on a hash of the words is remembered: of shorter ones it would cost more than it saves. */
const LONG = 2_000;

const keyOf = (words: string) => (words.length < LONG ? words : short(words));

/**
 * Finds the insights that came twice: by the stream without id and time, and by REST with them.
 *
 * @param memory knows which insights without id and time were started
 */
export function createTwins(memory: Pick<Memory, 'has' | 'keysByWords'>) {
	/** Words of the last insights with id or time: a second one of the same words is another insight. */
	const named: string[] = [];
	let next = 0;
	const isNamed = (words: string) => named.includes(keyOf(words));
	/** An insight has come. */
	const note = (identity: Identity, words: string): void => {
		if (isBare(identity)) return;
		named[next] = keyOf(words);
		next = (next + 1) % MOST;
	};
	return {
		note,
		/**
		 * True if the same insight has come in its other form.
		 *
		 * @param words what it says
		 */
		has(identity: Identity, words: string): boolean {
			if (isBare(identity)) return isNamed(words);
			// All have come with an ID so far: none is hashed in vain.
			if (!memory.keysByWords || isNamed(words) || !memory.has(identityOfWords(words))) return false;
			note(identity, words);
			return true;
		},
	};
}
