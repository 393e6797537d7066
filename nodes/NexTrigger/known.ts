import type { Identity } from './identity';

/** Which events are known: with an id one is the same only as its like, or as something that came without one. */
function createIdentitySet(identities: Identity[]) {
	/** The fingerprint of each id. */
	const ids = new Map<string, string>();
	const withoutId = new Set<string>();
	/** All of them, from the first time on that something without an id is looked for: nearly always everything has one. */
	let fingerprints: Set<string> | undefined;
	const set = {
		has({ id, fingerprint }: Identity): boolean {
			if (id !== undefined) return ids.has(id) || (withoutId.size > 0 && withoutId.has(fingerprint));
			fingerprints ??= new Set([...ids.values(), ...withoutId]);
			return fingerprints.has(fingerprint);
		},
		add({ id, fingerprint }: Identity): void {
			if (id === undefined) withoutId.add(fingerprint);
			else ids.set(id, fingerprint);
			fingerprints?.add(fingerprint);
		},
	};
	identities.forEach(set.add);
	return set;
}

/**
 * Knows at least the last of the events that were added, and all that are with delivery. Its sets are dropped as a whole: V8
 * chains the outgrown tables of one that much is taken out of, and that keeps it alive.
 *
 * @param least how many of the last events
 * @param entries what is known at first
 * @param held all that is with delivery
 */
export function createKnown(least: number, entries: Identity[], held: () => Identity[]) {
	let last = createIdentitySet([]);
	let before = createIdentitySet(entries);
	let added = 0;
	const begin = (next: typeof last) => {
		before = next;
		last = createIdentitySet(held());
		added = 0;
	};
	return {
		has: (identity: Identity): boolean => last.has(identity) || before.has(identity),
		/** One that is with delivery. */
		hold: (identity: Identity): void => last.add(identity),
		add(identity: Identity): void {
			last.add(identity);
			if (++added >= least) begin(last);
		},
		/** Forgets all but what is with delivery. */
		beginAnew: (): void => begin(createIdentitySet([])),
	};
}
