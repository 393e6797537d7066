import type { TimelineEvent } from '../../../nodes/NexTrigger/timelines/event';
import { afterFailure, CutOff, doneUntil, doneWithout, Missing } from '../../../nodes/NexTrigger/timelines/look';
import type { Known } from '../../../nodes/NexTrigger/timelines/news';
import { newsOf, OVERLAP } from '../../../nodes/NexTrigger/timelines/news';
import type { Place } from '../../../nodes/NexTrigger/timelines/place';
import { laggingAt, partlyReadAt, SETTLED, settledAt, sinceOf } from '../../../nodes/NexTrigger/timelines/place';
import { createPlaces } from '../../../nodes/NexTrigger/timelines/places';

const NOW = 1_000_000_000;

const event = (time: number | undefined): TimelineEvent => ({
	id: `e${time}`,
	...(time !== undefined && { event_timestamp: new Date(time).toISOString() }),
});
const nothingKnown: Known = { has: () => false, isForgotten: () => false };
const allForgotten: Known = { ...nothingKnown, isForgotten: () => true };

const places = (lagging: Record<string, number> = {}, position: number | undefined = NOW, floor?: number) => {
	const memory = { position, floor };
	return { memory, places: createPlaces({ memory, beginnings: { lagging, beginsAt: () => undefined } }) };
};

describe('What is news', () => {
	const isNew = (time: number | undefined, known = nothingKnown, place = SETTLED) => newsOf('1', place, NOW, known).isNew(event(time));

	test('is what is not known one by one, back to the overlap', () => {
		expect([isNew(NOW + 1), isNew(NOW - OVERLAP + 1), isNew(NOW - OVERLAP)]).toEqual([true, true, false]);
		expect(isNew(undefined)).toBe(true);
		expect(isNew(NOW + 1, { ...nothingKnown, has: () => true })).toBe(false);
	});

	test('is decided by the date if it is no longer known one by one', () => {
		expect([isNew(NOW + 1, allForgotten), isNew(NOW, allForgotten)]).toEqual([true, false]);
		expect(isNew(NOW + 1, allForgotten, { step: 'settled', newest: NOW + 5 })).toBe(false);
	});

	test('is nothing of before the record was watched', () => {
		const { isNew: isNews, isHistory } = newsOf('1', { step: 'unread', historyUntil: NOW + 10 }, NOW, nothingKnown);
		expect([isNews(event(NOW + 10)), isNews(event(NOW + 11)), isNews(event(undefined))]).toEqual([false, true, false]);
		expect([isHistory(event(NOW + 10)), isHistory(event(NOW + 11)), isHistory(event(undefined))]).toEqual([true, false, true]);
	});

	test('a page of known events is the end, unless older ones may have waited for room when the process ended', () => {
		const page = [event(NOW + 1)];
		const known = { ...nothingKnown, has: () => true };
		expect(newsOf('1', SETTLED, NOW, known).isPast(page)).toBe(true);
		expect(newsOf('1', { step: 'unread' }, NOW, known).isPast(page)).toBe(false);
		expect(newsOf('1', { step: 'lagging', since: NOW + 1 }, NOW, known).isPast(page)).toBe(true);
	});
});

describe('Up to when a record is done with', () => {
	const news = newsOf('1', { step: 'lagging', since: NOW }, NOW, nothingKnown);
	const isNewAt = (place: Place, known: Known) => (time: number) => newsOf('1', place, NOW, known).isNew(event(time));

	test('is the moment of the oldest event that found no room, which is owed', () => {
		const reached = doneWithout('1', [event(NOW + 5), event(NOW + 7)], news, NOW);
		expect([reached.since, reached.owed?.since]).toEqual([NOW + 5, NOW + 4]);
		const isNew = isNewAt(partlyReadAt(SETTLED, reached), allForgotten);
		expect([NOW + 4, NOW + 5, NOW + 6, NOW + 7].map(isNew)).toEqual([false, true, true, true]);
	});

	test('does not go back for events that became visible late, which are owed', () => {
		const reached = doneWithout('1', [event(NOW - 20), event(NOW - 10)], news, NOW);
		expect([reached.since, reached.owed?.since]).toEqual([NOW, NOW - 21]);
		const isNew = isNewAt(partlyReadAt(SETTLED, reached), allForgotten);
		expect([NOW - 20, NOW - 15, NOW - 10, NOW, NOW + 1].map(isNew)).toEqual([true, false, true, false, true]);
	});

	test('is just before the last one that was read if others of its moment may follow, and always later than before', () => {
		expect(doneUntil([event(NOW + 1), event(NOW + 9)], NOW)).toBe(NOW + 8);
		expect(doneUntil([event(NOW + 1)], NOW)).toBe(NOW + 1);
	});

	test('does not change if what found no room has no time', () => {
		expect(doneWithout('1', [event(undefined)], news, NOW).since).toBe(NOW);
	});
});

describe('Where a record is', () => {
	test('after a look that failed it is read again from where it was', () => {
		const failed = afterFailure(new Error('503'), SETTLED, NOW);
		expect(failed).toMatchObject({ place: { step: 'lagging', since: NOW, isBroken: true }, looked: { result: 'unread', isNews: true } });
		expect(afterFailure(new Error('503'), failed.place, NOW + 5)).toMatchObject({ place: { since: NOW }, looked: { isNews: false } });
		expect(afterFailure(new Missing(), failed.place, NOW + 5)).toMatchObject({ place: { step: 'absent', since: NOW } });
		expect(afterFailure(new CutOff('1'), SETTLED, NOW).place.cutOffs).toBe(1);
	});

	test('history ends where it did, however often it fails', () => {
		const unread = { step: 'unread', historyUntil: NOW + 10 } as const;
		expect(sinceOf(laggingAt(unread, NOW), NOW + 99)).toBe(NOW + 10);
		expect(partlyReadAt(unread, { since: NOW + 20 }).historyUntil).toBe(NOW + 10);
	});

	test('all that are read to the end share one place, unless one has an event that is newer than the position', () => {
		expect(settledAt({ step: 'unread' }, NOW, NOW)).toBe(SETTLED);
		expect(settledAt({ step: 'unread' }, NOW + 1, NOW)).toEqual({ step: 'settled', newest: NOW + 1 });
		const { places: all } = places();
		all.set('1', { step: 'settled', newest: NOW + 1 });
		all.advance(NOW + 1);
		expect(all.of('1')).toBe(SETTLED);
	});

	test('one that joins later has its history behind it, one that was there at first has not', () => {
		const { places: all, memory } = places();
		expect(all.of('1').historyUntil).toBeUndefined();
		all.set('1', SETTLED);
		all.advance(NOW + 100);
		expect(memory.position).toBe(NOW + 100);
		expect(all.of('2')).toEqual({ step: 'unread', historyUntil: NOW + 99 });
	});

	test('what is stored is who is behind, and no later than what is still on its way', () => {
		const { places: all } = places({ '1': NOW - 50, '2': NOW - 10 });
		all.set('3', { step: 'absent', since: NOW - 20 });
		all.set('4', SETTLED);
		expect(all.stored(Infinity)).toEqual({ '1': NOW - 50, '2': NOW - 10, '3': NOW - 20 });
		expect(all.stored(NOW - 19)).toEqual({ '1': NOW - 50, '2': NOW - 20, '3': NOW - 20 });
	});

	test.each([
		[NOW + 5, { '1': NOW + 20 }],
		[NOW - 5, {}],
	])('what is newer than the position of the trigger is stored if it is known by its date alone: floor %i', (floor, stored) => {
		const { places: all } = places({}, NOW, floor);
		all.set('1', settledAt(SETTLED, NOW + 20, NOW));
		expect(all.stored(Infinity)).toEqual(stored);
	});

	test('the position waits while too many are behind to be remembered one by one', () => {
		const { places: all, memory } = places(Object.fromEntries(Array.from({ length: 201 }, (_none, index) => [`r${index}`, NOW - 1])));
		expect(all.advance(NOW + 1)).toBe(false);
		all.keep(['r0']);
		expect([all.advance(NOW + 1), memory.position]).toEqual([true, NOW + 1]);
	});
});
