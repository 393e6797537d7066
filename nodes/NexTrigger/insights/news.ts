import type { Delivery } from '../delivery';
import type { Identity } from '../identity';
import { createIdentitySet } from '../identity';
import type { Memory } from '../memory';
import type { Arrival, Origin } from './arrivals';
import { isBare } from './insight';
import type { Insight } from './insight';
import { createTwins } from './twins';

/** Insights after which it is looked up anew what is with delivery. */
const HELD_FOR = 512;

export interface NewsOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'wasBegun' | 'held'>;
	matches: (insight: Insight) => boolean;
	/** True for one that was let go, and so is new however long ago it is dated. */
	wasLetGo: (arrival: Arrival) => boolean;
}

/** Tells new insights from known ones, whichever way and in whichever form they come. */
export interface News {
	/** True for one that is to be handed over; of the others is remembered what is needed. */
	has(arrival: Arrival, origin: Origin): boolean;
	/** One is about to be handed over. */
	hold(arrival: Arrival): void;
	/** It could not be. */
	release(identity: Identity): void;
	/** Whatever is known of it is about another workspace. */
	beginAnew(): void;
}

/** What one trigger takes for news. */
export function createNews({ memory, delivery, matches, wasLetGo }: NewsOptions): News {
	/**
	 * What is with delivery, and some of what was and is remembered since. It is made anew now and then: a Set that much is
	 * taken out of keeps that alive (V8 chains its outgrown tables).
	 */
	let held = createIdentitySet();
	let heldFor = 0;
	const twins = createTwins((identity) => memory.has(identity) || held.has(identity), memory);

	return {
		has(arrival, origin) {
			const { insight, identity, words } = arrival;
			// What the stream tells of the past is what REST has too, at times in other words: REST decides.
			if (origin === 'replay') return false;
			if (identity.id === undefined) memory.keysByWords = true;
			if (memory.has(identity) || held.has(identity)) {
				twins.note(identity, words);
				return false;
			}
			if (twins.has(identity, words)) {
				if (!isBare(identity)) memory.add(identity);
				return false;
			}
			if (delivery.wasBegun(identity)) return true;
			if (origin !== 'live' && memory.isForgotten(identity) && !wasLetGo(arrival)) return false;
			if (matches(insight)) return true;
			// The stream may say more of it than REST does, and pass.
			if (origin === 'live') memory.add(identity);
			return false;
		},
		hold({ identity, words }) {
			if (++heldFor > HELD_FOR) {
				held = createIdentitySet(delivery.held);
				heldFor = 0;
			}
			held.add(identity);
			twins.note(identity, words);
		},
		release: (identity) => held.delete(identity),
		beginAnew() {
			held = createIdentitySet(delivery.held);
		},
	};
}
