import type { Watched } from './watch';

type Notes = Record<string, number>;

/** No record's ID begins with it, so what is noted of records is told from what is noted of the trigger. */
const MARK = '#';
const BEGAN = `${MARK}began`;
const JOINED = `${MARK}joined`;
const ANY_RECORDS = `${MARK}records`;
/** Chosen records that are noted one by one. */
const MOST_NOTED = 500;

const isMark = (name: string) => name.startsWith(MARK);

/** What stands for what is watched among the notes of a trigger. */
function namesOf(watched: Watched): string[] {
	if (watched.kind === 'list') return [`${MARK}list ${watched.id}`];
	if (watched.kind === 'objectType') return [`${MARK}objectType ${watched.slug}`];
	return watched.ids.length > MOST_NOTED ? [ANY_RECORDS] : watched.ids.map((id) => `${MARK}record ${id}`);
}

export type Beginnings = ReturnType<typeof createBeginnings>;

/**
 * Knows which records were watched before the form was changed, and until when a first look that a restart cut short
 * had all of history before it.
 *
 * @param now milliseconds since 1970
 */
export function createBeginnings(stored: Notes, watched: Watched, now: number) {
	const names = namesOf(watched);
	const before = Object.fromEntries(Object.entries(stored).filter(([name]) => isMark(name)));
	const watchedBefore = Object.keys(before).filter((name) => name !== BEGAN && name !== JOINED);
	const joined = before[JOINED] ?? now;
	const wasWatched = (recordId: string) =>
		watchedBefore.length === 0 ||
		Object.hasOwn(before, `${MARK}record ${recordId}`) ||
		(names.length === 1 && names.every((name) => name !== `${MARK}record ${recordId}` && Object.hasOwn(before, name)));
	return {
		/** Notes about records alone: which were not read to the end, and since when. */
		lagging: Object.fromEntries(Object.entries(stored).filter(([name]) => !isMark(name))),
		/** When a record began to be watched, if what it had by then is history, in milliseconds. */
		beginsAt: (recordId: string): number | undefined => (wasWatched(recordId) ? before[BEGAN] : joined),
		/** What is to be noted so that a restart knows the same. */
		notes(isWhole: boolean, learningSince: number | undefined): Notes {
			const watchedNow = Object.fromEntries(names.map((name) => [name, 1]));
			if (learningSince !== undefined) return { ...watchedNow, [BEGAN]: learningSince };
			return isWhole || watchedBefore.length === 0 ? watchedNow : { ...before, [JOINED]: joined };
		},
	};
}
