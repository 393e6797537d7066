import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

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
	soon: null,
	'': null,
};

/** What a machine in a zone makes of them: a process cannot change its own. */
function momentsIn(zone: string): Array<number | null> {
	const moments = `${JSON.stringify(Object.keys(DATES))}.map((date) => require('./moment.ts').momentOf(date) ?? null)`;
	const options = { cwd: join(__dirname, '../../nodes/NexTrigger'), env: { ...process.env, TZ: zone }, encoding: 'utf8' } as const;
	return JSON.parse(
		execFileSync(process.execPath, ['--require', require.resolve('tsx/cjs'), '--print', `JSON.stringify(${moments})`], options),
	) as Array<number | null>;
}

test.each(['Asia/Kolkata', 'America/New_York'])('the dates of Nex mean the same on a machine in %s, and are UTC without a zone', (zone) => {
	expect(momentsIn(zone)).toEqual(Object.values(DATES));
});
