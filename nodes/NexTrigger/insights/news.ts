import type { Delivery } from '../delivery';
import type { Memory } from '../memory';
import type { Arrival, Origin } from './arrivals';
import { isBare } from './insight';
import type { Insight } from './insight';
import { createTwins } from './twins';

export interface NewsOptions {
	memory: Memory;
	delivery: Pick<Delivery, 'wasBegun'>;
	matches: (insight: Insight) => boolean;
	/** True for one that was let go, and so is new however long ago it is dated. */
	wasLetGo: (arrival: Arrival) => boolean;
}

/** Tells new insights from known ones, whichever way and in whichever form they come. */
export interface News {
	/** True for one that is to be handed over; of the others is remembered what is needed. */
	has(arrival: Arrival, origin: Origin): boolean;
	/** One was handed over. */
	hold(arrival: Arrival): void;
}

/** What one trigger takes for news. */
export function createNews({ memory, delivery, matches, wasLetGo }: NewsOptions): News {
	const twins = createTwins(memory);

	return {
		has(arrival, origin) {
			const { insight, identity, words } = arrival;
			// What the stream tells of the past is what REST has too, at times in other words: REST decides.
			if (origin === 'replay') return false;
			if (identity.id === undefined) memory.keysByWords = true;
			if (memory.has(identity)) {
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
			memory.hold(identity);
			twins.note(identity, words);
		},
	};
}
