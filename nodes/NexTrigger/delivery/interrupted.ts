import type { Identity } from '../identity';
import { decode, isSame } from '../identity';
import type { Batch, Delivered } from './event';
import { oldestOf } from './event';

/** An event of an execution that was begun before, and what came of it since. */
interface Place {
	identity: Identity;
	event: Delivered | undefined;
}

interface Group {
	/** As it is stored. */
	text: string;
	places: Place[];
}

/** Executions that the process before this one had begun: n8n knows them by their events, so the same must go together again. */
export function createInterrupted(begun: string[]) {
	let groups = begun.map((text): Group => ({ text, places: decode(text).map((identity) => ({ identity, event: undefined })) }));

	const groupOf = (identity: Identity) =>
		groups.length === 0 ? undefined : groups.find(({ places }) => places.some((place) => isSame(place.identity, identity)));
	const identitiesOf = (places: Place[]) => places.map(({ identity }) => identity);
	const placesOf = (all: Group[]) => all.flatMap(({ places }) => places);
	const batchOf = ({ text, places }: Group): Batch => ({
		events: places.flatMap(({ event }) => event ?? []),
		identities: identitiesOf(places),
		stored: text,
	});

	return {
		/** True for an event of one that has not gone again. */
		has: (identity: Identity): boolean => groupOf(identity) !== undefined,
		/** Takes an event that `has` is true for; the whole execution if that was the last one missing. */
		add(event: Delivered): Batch | undefined {
			const group = groupOf(event.identity);
			const place = group?.places.find(({ identity }) => isSame(identity, event.identity));
			if (!group || !place) return undefined;
			place.event ??= event;
			if (group.places.some(({ event: found }) => !found)) return undefined;
			groups = groups.filter((one) => one !== group);
			return batchOf(group);
		},
		/** What has come of all that are left: nothing more of them will. */
		takeRest(): Batch[] {
			const rest = groups.map(batchOf).filter(({ events }) => events.length > 0);
			groups = [];
			return rest;
		},
		/** Events that have come and wait for the others. */
		get held(): Identity[] {
			return identitiesOf(placesOf(groups).filter(({ event }) => event));
		},
		/** One text for each execution that has not gone again. */
		get texts(): string[] {
			return groups.map(({ text }) => text);
		},
		/** In milliseconds since 1970; Infinity if none is left. */
		get oldest(): number {
			return groups.length === 0 ? Infinity : oldestOf(identitiesOf(placesOf(groups)));
		},
	};
}
