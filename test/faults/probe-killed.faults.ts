import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NexServer } from '../nex-server';
import { left, startQuickly } from '../probe/support';
import { seeded } from '../support/virtual-time';

/** How often it is killed, from which seed, and after how many changes at most, of the 52 that a run makes. */
const { PROBE_KILLS = '8', PROBE_SEED = '1' } = process.env;
const CHANGES = 50;

const root = resolve(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'nex-probe-'));
const random = seeded(Number(PROBE_SEED));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run probe`, as a process of its own. */
function start(nex: NexServer, ...options: string[]) {
	const child = spawn(
		process.execPath,
		['scripts/run.js', 'probe', '--base-url', nex.url, '--report', join(folder, 'report.json'), ...options],
		{
			cwd: root,
			env: { ...process.env, NEX_API_KEY: nex.key },
			stdio: 'ignore',
		},
	);
	return { child, ended: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

const READING = new Set(['listRecords', 'getListRecords', 'searchRecords', 'queryContext']);
const changesOf = ({ requests }: NexServer): number =>
	requests.filter(({ method, operation }) => method !== 'GET' && !READING.has(operation ?? '')).length;

test.each(
	Array.from({ length: Number(PROBE_KILLS) }, (_one, turn) => ({
		signal: turn % 3 === 2 ? ('SIGINT' as const) : ('SIGKILL' as const),
		after: 1 + Math.floor(random() * CHANGES),
	})),
)('with $signal after $after changes, and run again with --clean, nothing of its own is left', async ({ signal, after }) => {
	const nex = await startQuickly();
	const { child, ended } = start(nex, '--write');
	const watch = setInterval(() => {
		if (changesOf(nex) < after) return;
		clearInterval(watch);
		child.kill(signal);
	}, 1);
	try {
		const [code] = await ended;
		if (signal === 'SIGINT') expect(code).not.toBeNull();
		if (signal === 'SIGINT') expect(left(nex)).toEqual([]);
		expect(await start(nex, '--clean').ended).toEqual([0, null]);
		expect(left(nex)).toEqual([]);
		expect(changesOf(nex)).toBeGreaterThanOrEqual(after);
	} finally {
		clearInterval(watch);
		child.kill('SIGKILL');
		await nex.close();
	}
});
