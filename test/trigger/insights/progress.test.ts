import type { Progress } from '../../../nodes/NexTrigger/insights/progress';
import {
	beginAt,
	begun,
	begunAnew,
	broken,
	connected,
	doubted,
	drained,
	ended,
	filled,
	missed,
	nextFrom,
	postponed,
	reached,
	wantsReading,
} from '../../../nodes/NexTrigger/insights/progress';

const CLOCK = 10_000;
/** What is dated before this no longer becomes visible. */
const SETTLED = 9_000;
const LATER = 9_500;

const listening: Progress = { mode: 'listening', position: 5_000, unread: Infinity, reading: undefined };
const atFirst = connected(beginAt(5_000), SETTLED);

test('a trigger that begins wants nothing before a connection was opened, and then all since its position', () => {
	expect(wantsReading(beginAt(5_000))).toBe(false);
	expect([atFirst.mode, wantsReading(atFirst), nextFrom(atFirst)]).toEqual(['catching up', true, 5_000]);
});

test('a reading that came to its end moves the position to what can no longer become visible, and listening begins', () => {
	expect(ended(begun(atFirst, CLOCK, SETTLED), LATER)).toEqual({ ...listening, position: SETTLED });
	expect(ended(begun(atFirst, CLOCK, LATER), SETTLED).position).toBe(SETTLED);
});

test('a reading that is broken off moves the position no further than it came, and the next begins there', () => {
	const came = reached(reached(begun(atFirst, CLOCK, SETTLED), 6_000), 5_500);
	expect([came.position, nextFrom(came)]).toEqual([6_000, 6_000]);
	const again = reached(begun(came, CLOCK, SETTLED), 7_000);
	expect([again.position, nextFrom(again)]).toEqual([7_000, 7_000]);
});

test('what is dated in the future moves neither the position nor the next beginning past the clock', () => {
	const came = reached(begun(atFirst, CLOCK, SETTLED), 99_000);
	expect([came.position, nextFrom(came)]).toEqual([SETTLED, CLOCK]);
});

test('what has no room while it is read is where the next reading begins, once there is room', () => {
	const full = broken(reached(begun(atFirst, CLOCK, SETTLED), 6_000), 6_500);
	expect(full).toEqual({ mode: 'full', position: 6_500, unread: 6_500, reading: undefined });
	expect([wantsReading(full), broken(full, 6_600), wantsReading(drained(full))]).toEqual([false, full, true]);
	expect(ended(begun(drained(full), CLOCK, SETTLED), LATER)).toEqual({ ...listening, position: SETTLED });
});

test('what the stream said and had no room holds the position before it, and is read before anything else is taken', () => {
	const full = filled(listening, 9_800);
	expect([full.mode, nextFrom(full)]).toEqual(['full', 9_800]);
	const again = begun(drained(full), CLOCK, SETTLED);
	expect(again.mode).toBe('catching up');
	expect(ended(again, LATER)).toEqual({ ...listening, position: 5_000 });
});

test('what is let go during a reading is read by another, and the position stays before it', () => {
	const over = ended(missed(begun(atFirst, CLOCK, SETTLED), 8_000), LATER);
	expect(over).toEqual({ mode: 'catching up', position: 8_000, unread: 8_000, reading: undefined });
});

test('a connection that is opened during a reading is not covered by it', () => {
	const over = ended(connected(begun(atFirst, CLOCK, SETTLED), SETTLED), LATER);
	expect([over.mode, nextFrom(over)]).toEqual(['catching up', 5_000]);
});

test('a doubt is read about while the stream goes on', () => {
	const reading = begun(doubted(listening, SETTLED), CLOCK, SETTLED);
	expect(reading.mode).toBe('listening');
	expect(ended(reading, LATER)).toEqual({ ...listening, position: SETTLED });
});

test('after a clock was set back reading begins by it, and the position waits', () => {
	const back = begun(doubted(listening, 1_000), 2_000, 1_000);
	expect(nextFrom(back)).toBe(1_000);
	expect(ended(back, 1_200).position).toBe(5_000);
});

test('as long as it is not known how late insights come, the position stays, and reading begins there', () => {
	const over = ended(reached(begun(doubted(listening, -Infinity), CLOCK, -Infinity), 8_000), -Infinity);
	expect(over).toEqual(listening);
});

test('a reading that cannot be made leaves the stream free and what it was about open', () => {
	const later = postponed(reached(begun(atFirst, CLOCK, SETTLED), 6_000));
	expect([later.mode, nextFrom(later), wantsReading(later)]).toEqual(['listening', 6_000, true]);
	expect(postponed(filled(listening, 9_800)).mode).toBe('full');
});

test('another workspace is read from its own beginning, after what still has no room', () => {
	expect(begunAnew(filled(listening, 9_800), 20)).toEqual({ mode: 'full', position: 20, unread: 20, reading: undefined });
	expect(begunAnew(listening, 20).mode).toBe('catching up');
});
