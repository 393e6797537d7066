import type { Identity } from '../identity';
import { decode, isSame } from '../identity';
import type { Batch, Delivered } from './event';
import { oldestOf } from './event';

/** An execution that was begun before: what it stands for, and which of it has come since, by its place. */
interface Group {
	/** As it is stored. */
	readonly text: string;
	readonly identities: Identity[];
	readonly come: Map<number, Delivered>;
}

const oldestIn = (groups: Group[]): number => groups.reduce((oldest, { identities }) => Math.min(oldest, oldestOf(identities)), Infinity);

/** Executions that the process before this one had begun: n8n knows them by their events, so the same must go together again. */
export function createInterrupted(begun: string[]) {
	let groups = begun.map((text): Group => ({ text, identities: decode(text), come: new Map() }));
	/** Those of which all has come that will. */
	const ready: Group[] = [];

	const placeIn = ({ identities }: Group, identity: Identity) => identities.findIndex((one) => isSame(one, identity));
	const groupOf = (identity: Identity) => (groups.length === 0 ? undefined : groups.find((group) => placeIn(group, identity) !== -1));
	const all = () => (ready.length === 0 ? groups : [...ready, ...groups]);

	return {
		/** True for an event of one that waits for its events. */
		has: (identity: Identity): boolean => groupOf(identity) !== undefined,
		/** Takes an event of one that waits for it; false for any other. */
		add(event: Delivered): boolean {
			const group = groupOf(event.identity);
			if (!group) return false;
			const place = placeIn(group, event.identity);
			if (!group.come.has(place)) group.come.set(place, event);
			if (group.come.size === group.identities.length) {
				groups = groups.filter((one) => one !== group);
				ready.push(group);
			}
			return true;
		},
		/** Nothing more of them will come: what has come of each is to go. */
		endWait(): void {
			ready.push(...groups.filter(({ come }) => come.size > 0));
			groups = [];
		},
		/** Takes out the next to go. */
		takeReady(): Batch | undefined {
			const group = ready.shift();
			if (!group) return undefined;
			const { text, identities, come } = group;
			return { events: identities.flatMap((_one, place) => come.get(place) ?? []), identities, stored: text };
		},
		/** What has come and has not gone. */
		get held(): Identity[] {
			return [
				...ready.flatMap(({ identities }) => identities),
				...groups.flatMap(({ identities, come }) => identities.filter((_one, place) => come.has(place))),
			];
		},
		/** One text for each that has not gone. */
		get texts(): string[] {
			return all().map(({ text }) => text);
		},
		/** The oldest time in those that have not gone, in milliseconds since 1970; Infinity if there are none. */
		get oldest(): number {
			return oldestIn(all());
		},
		/** The same of those that wait for their events. */
		get oldestWaiting(): number {
			return oldestIn(groups);
		},
	};
}
