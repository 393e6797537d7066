import type { NexServer } from '../nex-server';
import type { Scope } from '../nex-server/scopes';
import { removeLeft } from '../../probe/run';
import { left, probeServer, sidesOf, startQuickly } from './support';

let nex: NexServer;

beforeEach(async () => {
	nex = await startQuickly();
});

afterEach(async () => {
	await nex.close();
});

test('with --write, what changes something is tried on things of its own, which are removed', async () => {
	const report = await probeServer(nex, { write: true });
	expect(report.ended).toBeUndefined();
	const untried = Object.entries(report.operations).filter(([, { outcome }]) => outcome !== 'as documented');
	expect(untried.map(([id]) => id).sort()).toEqual([
		'disconnectIntegration',
		'getConnectStatus',
		'startIntegrationConnect',
		'updateNotificationPreferences',
	]);
	expect(sidesOf(report)).toMatchObject({
		'ai-list-envelope': 'message',
		'compounding-reply': '202',
		'list-entry-id': 'both',
		'duplicate-member': 'refused',
		'duplicate-slug': 'refused',
		clearing: 'clears',
	});
	expect(left(nex)).toEqual([]);
});

test.each(Array.from({ length: 30 }, (_one, turn) => turn + 1))(
	'killed after %i changes and run again with --clean, nothing of its own is left',
	async (turn) => {
		const isChange = ({ method, operation }: { method: string; operation?: string }) => method !== 'GET' && operation !== 'queryContext';
		// Whoever is killed sends nothing more: the server answers nothing after so many requests that change something.
		const kill = setInterval(() => {
			if (nex.requests.filter(isChange).length >= turn) nex.faults.add({ times: Infinity, do: 'reset' });
		}, 1);
		await probeServer(nex, { write: true, listenFor: 300 });
		clearInterval(kill);
		nex.faults.clear();
		const { refused } = await removeLeft({ apiKey: nex.key, baseUrl: nex.url, scopes: [] });
		expect(refused).toEqual([]);
		expect(left(nex)).toEqual([]);
	},
);

test.each<{ scopes: Scope[] }>([{ scopes: ['task.read'] }, { scopes: ['object.read', 'object.write', 'record.write', 'record.read'] }])(
	'a key that could make nothing which it may not list is not told that something may be left: $scopes',
	async ({ scopes }) => {
		const said: string[] = [];
		await probeServer(nex, { write: true, key: nex.addKey(scopes), say: (line) => said.push(line) });
		expect(said).toContain('Removing what was made');
		expect(said.join('\n')).not.toContain('may be left');
		expect(left(nex)).toEqual([]);
	},
);

test('a key that may make tasks but not list them is told that something may be left', async () => {
	const said: string[] = [];
	await probeServer(nex, { write: true, key: nex.addKey(['task.write']), say: (line) => said.push(line) });
	expect(said.join('\n')).toContain('Something may be left, because listTasks failed');
});

test('interrupted while it writes, it removes what it has made', async () => {
	const stop = new AbortController();
	const report = await probeServer(nex, { write: true, signal: stop.signal, say: (line) => line === 'Create Task' && stop.abort() });
	expect(report.ended).toBe('it was interrupted');
	expect(left(nex)).toEqual([]);
});
