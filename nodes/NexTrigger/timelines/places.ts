import type { Memory } from '../memory';
import type { Beginnings } from './beginnings';
import type { Place } from './place';
import { fromOf, SETTLED } from './place';

/** Records that may be behind the others and be remembered by themselves. */
const MOST_LAGGING = 200;

export interface PlacesOptions {
	memory: Pick<Memory, 'position' | 'floor'>;
	beginnings: Pick<Beginnings, 'lagging' | 'beginsAt'>;
}

/** Since when a record is to be read by the process after this one; `undefined` if that is the trigger's position. */
function storedSince(place: Place, { position = -Infinity, floor = -Infinity }: PlacesOptions['memory']): number | undefined {
	const { step, newest = -Infinity } = place;
	if (step === 'lagging' || step === 'absent') return fromOf(place);
	// What is newer than the position and yet forgotten is known by its date alone.
	return step === 'settled' && newest > position && floor > position ? newest : undefined;
}

/** Where each record is. */
export function createPlaces({ memory, beginnings }: PlacesOptions) {
	const places = new Map<string, Place>(
		Object.entries(beginnings.lagging).map(([recordId, since]) => [recordId, { step: 'lagging', since }]),
	);
	let isWhole = false;

	const laggingNow = () => [...places].filter(([, { step }]) => step === 'lagging');

	return {
		of(recordId: string): Place {
			const known = places.get(recordId);
			if (known && (known.step !== 'unread' || known.historyUntil !== undefined)) return known;
			// What happens in the very moment in which a look begins is not in it.
			const historyUntil = isWhole && memory.position !== undefined ? memory.position - 1 : beginnings.beginsAt(recordId);
			const place: Place = { ...known, step: 'unread', historyUntil };
			places.set(recordId, place);
			return place;
		},
		set: (recordId: string, place: Place): void => void places.set(recordId, place),
		/** Those that are to be looked at now. */
		due: (recordIds: string[], now = Date.now()): string[] =>
			recordIds.filter((recordId) => !(places.get(recordId)?.step === 'absent' && (places.get(recordId)?.lookAgainAt ?? 0) > now)),
		/** Those that Nex has no timeline of. */
		get absent(): string[] {
			return [...places].flatMap(([recordId, { step }]) => (step === 'absent' ? recordId : []));
		},
		/** Those that are behind are forgotten if they are no longer watched. */
		keep(recordIds: string[]): void {
			const listed = new Set(recordIds);
			for (const [recordId] of laggingNow()) if (!listed.has(recordId)) places.delete(recordId);
		},
		/** All records have been looked at. False if too many of them are behind for all to be remembered. */
		advance(time: number): boolean {
			if (laggingNow().length > MOST_LAGGING) return false;
			const position = Math.max(memory.position ?? -Infinity, time);
			memory.position = position;
			isWhole = true;
			for (const [recordId, { step, newest = Infinity }] of places)
				if (step === 'settled' && newest <= position) places.set(recordId, SETTLED);
			return true;
		},
		get hasLagging(): boolean {
			return laggingNow().length > 0;
		},
		get isWhole(): boolean {
			return isWhole;
		},
		/**
		 * What is to be stored: those that are not as far as all, and since when.
		 *
		 * @param oldest the oldest that is with delivery, in milliseconds since 1970
		 */
		stored(oldest: number): Record<string, number> {
			const stored = [...places].flatMap(([recordId, place]): Array<[string, number]> => {
				const since = storedSince(place, memory);
				return since === undefined || since === -Infinity ? [] : [[recordId, Math.min(since, oldest - 1)]];
			});
			// Those that lag behind first.
			return Object.fromEntries(stored.sort(([, a], [, b]) => a - b).slice(0, MOST_LAGGING));
		},
	};
}
