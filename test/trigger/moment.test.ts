import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { momentOf } from '../../nodes/shared/moment';

const NOON = Date.UTC(2026, 2, 1, 12);
const MILLISECONDS = 123;

const DATES: Record<string, number | null> = {
	'2026-03-01T12:00:00Z': NOON,
	'2026-03-01T14:00:00+02:00': NOON,
	'2026-03-01t12:00:00.123456789z': NOON + MILLISECONDS,
	'2026-03-01T12:00:00': NOON,
	'2026-03-01T12:00:00.123': NOON + MILLISECONDS,
	'2026-03-01T12:00:00.123456': NOON + MILLISECONDS,
	'2026-03-01 12:00:00.123': NOON + MILLISECONDS,
	'2026-03-01 12:00:00+00:00': NOON,
	'2026-03-01T12:00': NOON,
	'2026-03-01T12:00:00+0000': NOON,
	'2026-03-01T14:00:00+02': NOON,
	'2026-03-01 12:00:00 +0000 UTC': NOON,
	'2026-03-01 12:00:00.123456789 +0000 UTC': NOON + MILLISECONDS,
	'2026-03-01 12:00:00 UTC': NOON,
	'2026-03-01 12:00:00 +0000 UTC m=+0.1': NOON,
	'2026-03-01 12:00:00.123456789 +0000 UTC m=+0.000012001': NOON + MILLISECONDS,
	'2026-03-01 12:00:00 +0000 GMT m=-3.5': NOON,
	'2026-03-01 14:00:00 +0200 CEST': NOON,
	'2026-03-01 14:00:00.123 +0200 EET m=+86400.5': NOON + MILLISECONDS,
	'2026-03-01 09:00:00 -0300 -03': NOON,
	'2026-03-01 17:45:00 +0545 +0545 m=+0.1': NOON,
	'2026-03-01 07:00:00 -0500 EST': NOON,
	'Sun, 01 Mar 2026 12:00:00 GMT': NOON,
	'Sunday, 01-Mar-26 12:00:00 GMT': NOON,
	'Sun Mar  1 12:00:00 2026': NOON,
	'Mar 1, 2026 12:00': NOON,
	'2026/03/01 12:00:00': NOON,
	'2026-03-01': Date.UTC(2026, 2, 1),
	[String(NOON)]: NOON,
	[String(NOON / 1_000)]: NOON,
	soon: null,
	'': null,
};

test.each([NOON, NOON / 1_000])('a date may be a number, of milliseconds or seconds since 1970: %d', (number) => {
	expect(momentOf(number)).toBe(NOON);
});

test.each([Number.NaN, Infinity, -Infinity, null, {}, true, 1e30])('what is no date is none: %p', (given) => {
	expect(momentOf(given)).toBeUndefined();
});

/** What a machine in a zone makes of them: a process cannot change its own. */
function momentsIn(zone: string): Array<number | null> {
	const moments = `${JSON.stringify(Object.keys(DATES))}.map((date) => require('./moment.ts').momentOf(date) ?? null)`;
	const options = { cwd: join(__dirname, '../../nodes/shared'), env: { ...process.env, TZ: zone }, encoding: 'utf8' } as const;
	return JSON.parse(
		execFileSync(process.execPath, ['--require', require.resolve('tsx/cjs'), '--print', `JSON.stringify(${moments})`], options),
	) as Array<number | null>;
}

test.each(['Asia/Kolkata', 'America/New_York'])('the dates of Nex mean the same on a machine in %s, and are UTC without a zone', (zone) => {
	expect(momentsIn(zone)).toEqual(Object.values(DATES));
});
