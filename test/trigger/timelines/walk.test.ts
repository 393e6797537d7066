import type { TimelineEvent } from '../../../nodes/NexTrigger/timelines/event';
import type { WalkOptions } from '../../../nodes/NexTrigger/timelines/walk';
import { walk } from '../../../nodes/NexTrigger/timelines/walk';

const event = (minute: number): TimelineEvent => ({ id: `e${minute}`, event_timestamp: new Date(minute * 60_000).toISOString() });
const namesOf = (events: TimelineEvent[]) => events.map(({ id }) => String(id));
const named = (...minutes: number[]) => minutes.map((minute) => `e${minute}`);

/** A timeline of so many minutes, the newest first, two events a page; cursors are counted from the top. */
function timeline(minutes: number, refused: (cursor: string | undefined) => boolean = () => false) {
	const asked: (string | undefined)[] = [];
	const read: WalkOptions['read'] = async (cursor) => {
		asked.push(cursor);
		if (refused(cursor)) return undefined;
		const newest = minutes - 2 * Number(cursor ?? 0);
		return {
			events: [newest, newest - 1].filter((minute) => minute > 0).map(event),
			next: newest > 2 ? String(Number(cursor ?? 0) + 1) : undefined,
		};
	};
	return { read, asked };
}

const isPast = () => false;

test('a walk goes back to what is past, and gives the oldest first', async () => {
	const { read, asked } = timeline(10);
	const walked = await walk('1', { read, isPast: (events) => namesOf(events).includes('e5') });
	expect(namesOf(walked.events)).toEqual(named(5, 6, 7, 8, 9, 10));
	expect([walked.isCutOff, walked.isPart, asked.length]).toEqual([false, false, 3]);
});

test('of more events than it may keep it gives the oldest, and says so', async () => {
	const walked = await walk('1', { read: timeline(20).read, isPast, most: 3 });
	expect(namesOf(walked.events)).toEqual(named(1, 2, 3));
	expect([walked.isCutOff, walked.isPart]).toEqual([false, true]);
});

test('a cursor that is refused once is followed by a walk from the top', async () => {
	let refusals = 0;
	const { read } = timeline(6, (cursor) => cursor === '1' && refusals++ === 0);
	const walked = await walk('1', { read, isPast });
	expect(namesOf(walked.events)).toEqual(named(1, 2, 3, 4, 5, 6));
	expect([walked.isCutOff, walked.isPart]).toEqual([false, false]);
});

test('cursors that are all refused cut the walk off', async () => {
	const { read, asked } = timeline(6, (cursor) => cursor !== undefined);
	const walked = await walk('1', { read, isPast });
	expect(namesOf(walked.events)).toEqual(named(5, 6));
	expect([walked.isCutOff, asked.length]).toEqual([true, 4]);
});

test('cursors that are all refused hide nothing behind what is past, unless the oldest come first', async () => {
	const refuseAll = (cursor: string | undefined) => cursor !== undefined;
	const reachesBack = (events: TimelineEvent[]) => namesOf(events).includes('e5');
	const { read } = timeline(6, refuseAll);
	expect(await walk('1', { read, isPast, reachesBack })).toMatchObject({ isCutOff: false });
	const oldestFirst: WalkOptions['read'] = async (cursor) => {
		const page = await read(cursor);
		return page && { ...page, events: [...page.events].reverse() };
	};
	expect(await walk('1', { read: oldestFirst, isPast, reachesBack })).toMatchObject({ isCutOff: true });
});

test('cursors that lead back end the walk', async () => {
	const walked = await walk('1', { read: async () => ({ events: [event(2), event(1)], next: 'again' }), isPast });
	expect(namesOf(walked.events)).toEqual(named(1, 2));
	expect([walked.isCutOff, walked.isPart]).toEqual([false, false]);
});

test('a page without an event that leads on hides nothing that comes behind it', async () => {
	const { read } = timeline(10);
	const withGaps: WalkOptions['read'] = async (cursor) => {
		const isGap = cursor?.startsWith('gap') === true;
		const page = isGap ? { events: [], next: cursor?.slice(3) } : await read(cursor);
		return page && { events: page.events, next: isGap || page.next === undefined ? page.next : `gap${page.next}` };
	};
	const walked = await walk('1', { read: withGaps, isPast: (events) => events.every(({ id }) => id === 'e5') });
	expect(namesOf(walked.events)).toEqual(named(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
});

test.each([
	['to another', (count: number) => `c${count}`, 5],
	['to itself', () => 'again', 1],
])('pages without an event that lead on %s for ever end the walk', async (_where, next, most) => {
	let asked = 0;
	const walked = await walk('1', {
		read: async () => (asked++ === 0 ? { events: [event(1)], next: next(0) } : { events: [], next: next(asked) }),
		isPast: (events) => events.length === 0,
	});
	expect(namesOf(walked.events)).toEqual(named(1));
	expect(asked).toBeLessThanOrEqual(most + 2);
});

test('a timeline without an end is read so far, and more of it is for another walk', async () => {
	const { read, asked } = timeline(1_000);
	const walked = await walk('1', { read, isPast, mostPages: 3 });
	expect(namesOf(walked.events)).toEqual(named(995, 996, 997, 998, 999, 1_000));
	expect([walked.isPart, asked.length]).toEqual([true, 3]);
});
