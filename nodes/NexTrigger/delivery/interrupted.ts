import type { Identity } from '../identity';
import { isSame } from '../identity';
import type { Batch, Delivered } from './event';
import { oldestOf, toText } from './event';

/** An event of an execution that was begun before, and what came of it since. */
interface Place {
	identity: Identity;
	event: Delivered | undefined;
}

/** Executions that the process before this one had begun: n8n knows them by their events, so the same must go together again. */
export function createInterrupted(begun: Identity[][]) {
	let groups = begun.map((identities) => identities.map((identity): Place => ({ identity, event: undefined })));

	const groupOf = (identity: Identity) =>
		groups.length === 0 ? undefined : groups.find((group) => group.some((place) => isSame(place.identity, identity)));
	const identitiesOf = (group: Place[]) => group.map(({ identity }) => identity);
	const batchOf = (group: Place[]): Batch => ({
		events: group.flatMap(({ event }) => event ?? []),
		identities: identitiesOf(group),
		isAgain: true,
	});

	return {
		/** True for an event of one that has not gone again. */
		has: (identity: Identity): boolean => groupOf(identity) !== undefined,
		/** Takes an event that `has` is true for; the whole execution if that was the last one missing. */
		add(event: Delivered): Batch | undefined {
			const group = groupOf(event.identity);
			const place = group?.find(({ identity }) => isSame(identity, event.identity));
			if (!group || !place) return undefined;
			place.event ??= event;
			if (group.some(({ event: found }) => !found)) return undefined;
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
			return identitiesOf(groups.flat().filter(({ event }) => event));
		},
		/** One text for each execution that has not gone again. */
		get texts(): string[] {
			return groups.map((group) => toText(identitiesOf(group)));
		},
		/** In milliseconds since 1970; Infinity if none is left. */
		get oldest(): number {
			return groups.length === 0 ? Infinity : oldestOf(identitiesOf(groups.flat()));
		},
	};
}
