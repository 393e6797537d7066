import type { Identity } from './identity';

const nameOf = ({ id, fingerprint }: Identity): string => id ?? fingerprint;

/**
 * Knows events one by one: with an id one is the same only as its like, or as something that came without one. Its sets are
 * dropped as a whole: V8 chains the outgrown tables of one that much is taken out of, and that keeps it alive.
 *
 * @param delivered what was delivered and has to be known
 * @param most of how many of the events that were added last these are
 * @param held what is with delivery
 */
export function createKnown(delivered: () => Identity[], most: () => number, held: () => Identity[]) {
	const stored = delivered();
	/** The id, or the fingerprint if there is none, of what was added last, and of what was before. */
	let last = new Set<string>();
	let before = new Set(stored.map(nameOf));
	let added = 0;
	let isAnyWithoutId = stored.some(({ id }) => id === undefined);
	/** Of all; gathered when something without an id is looked for, because nearly always everything has one. */
	let fingerprints: Set<string> | undefined;

	const isIn = (name: string) => last.has(name) || before.has(name);
	const begin = (next: Set<string>) => {
		before = next;
		last = new Set(held().map(nameOf));
		added = 0;
		fingerprints = undefined;
	};

	const known = {
		has({ id, fingerprint }: Identity): boolean {
			if (id !== undefined) return isIn(id) || (isAnyWithoutId && isIn(fingerprint));
			fingerprints ??= new Set([...delivered(), ...held()].map((one) => one.fingerprint));
			return fingerprints.has(fingerprint);
		},
		/** Knows one that is with delivery, or was known before. */
		keep(identity: Identity): void {
			last.add(nameOf(identity));
			isAnyWithoutId ||= identity.id === undefined;
			fingerprints?.add(identity.fingerprint);
		},
		/** Knows one that was delivered just now. */
		add(identity: Identity): void {
			known.keep(identity);
			if (++added >= most()) begin(last);
		},
		/** Forgets all but what is with delivery. */
		beginAnew: (): void => begin(new Set()),
	};
	return known;
}
