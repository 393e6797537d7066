import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { operations } from '../nex-server';
import type { Misbehaviour, NexServer } from '../nex-server';
import { probeServer, sidesOf, startQuickly } from './support';

let nex: NexServer;

beforeEach(async () => {
	nex = await startQuickly();
});

afterEach(async () => {
	await nex.close();
});

const outcomesOf = (report: Awaited<ReturnType<typeof probeServer>>) =>
	Object.fromEntries(Object.entries(report.operations).map(([id, { outcome }]) => [id, outcome]));

const root = resolve(__dirname, '..', '..');

test('every operation of the reference is told of, and every finding names files and a section that are there', async () => {
	const report = await probeServer(nex);
	const page = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
	const points = Object.values(report.points);
	const files = [...Object.values(report.operations).map(({ file }) => file), ...points.flatMap((point) => point.files)];
	expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
	expect(points.filter(({ see }) => !page.includes(`<a id="${see}"></a>`))).toEqual([]);
	expect(Object.keys(report.operations).sort()).toEqual(operations.map(({ id }) => id).sort());
	expect(report.ended).toBeUndefined();
	expect(Object.values(report.operations).filter(({ outcome }) => outcome === 'as documented').length).toBeGreaterThan(20);
	const wrong = [...Object.values(report.operations), ...Object.values(report.points)].filter(
		({ consequence }) => consequence === 'the pack is wrong here',
	);
	expect(wrong).toEqual([]);
	expect(sidesOf(report)).toMatchObject({ 'insight-ids': 'shared', 'stream-greeting': 'greets', 'timeline-order': 'newest first' });
});

test('what reads changes nothing: only operations that read are called', async () => {
	await probeServer(nex);
	const readers = new Set(['listRecords', 'getListRecords', 'searchRecords', 'queryContext']);
	const changing = nex.requests.filter(({ method, operation }) => method !== 'GET' && !readers.has(operation ?? ''));
	expect(changing).toEqual([]);
});

test.each<[{ only: string; write?: boolean }, string[]]>([
	[{ only: 'getTask' }, ['getTask', 'listTasks']],
	[{ only: 'task-limit' }, ['listTasks']],
	[{ only: 'record-page' }, ['listObjects', 'listRecords']],
	[{ only: 'whatsapp', write: true }, ['listIntegrations']],
	[
		{ only: 'duplicate-member', write: true },
		['addListMember', 'createAttributeDefinition', 'createList', 'createObjectDefinition', 'createRecord'],
	],
])('with %j only what it needs is sent', async (options, operations) => {
	const report = await probeServer(nex, options);
	expect(report.ended).toBeUndefined();
	// What is left is looked for from the tasks on.
	const cleaning = nex.requests.findIndex(({ operation }) => options.write && operation === 'listTasks');
	const sent = nex.requests.slice(0, cleaning === -1 ? undefined : cleaning).map(({ operation }) => operation ?? '');
	expect([...new Set(sent)].sort()).toEqual(operations);
	const told = [...Object.keys(report.operations), ...Object.keys(report.points)];
	expect(told.length).toBeGreaterThan(0);
	expect(told.filter((name) => !name.toLowerCase().includes(options.only.toLowerCase()))).toEqual([]);
});

test('a key that is not accepted ends it with the first answer', async () => {
	const report = await probeServer(nex, { key: 'sk-unknown' });
	expect(report.ended).toContain('401');
	expect(nex.requests.filter(({ path }) => !path.endsWith('/stream'))).toHaveLength(1);
});

test('what a key may not do is told by its scope', async () => {
	const report = await probeServer(nex, { key: nex.addKey(['object.read', 'record.read', 'insight.stream']) });
	expect(report.ended).toBeUndefined();
	expect(report.operations.listTasks).toMatchObject({ outcome: 'refused by scope', scopes: ['task.read'] });
	expect(report.operations.listRecords).toMatchObject({ outcome: 'as documented' });
	expect(sidesOf(report)).toMatchObject({ 'scope-refusal': 'message', 'scope-named': 'yes', 'notification-scope': 'notification.read' });
});

test.each<[string, Misbehaviour, string]>([
	['a page instead of JSON', 'html', 'no JSON'],
	['a server that cuts every connection', 'reset', 'cannot be reached'],
	['429 to everything', { status: 429, headers: { 'retry-after': '0' } }, 'too many requests'],
])('%s is told, and ends it', async (_name, misbehaviour, words) => {
	nex.faults.add({ times: Infinity, do: misbehaviour });
	const report = await probeServer(nex);
	expect(report.ended).toContain(words);
	expect(outcomesOf(report).listTasks).toBe('not tried');
});

test.each<[string, Misbehaviour, object]>([
	['a page', 'html', { outcome: 'failed', why: 'the answer is no JSON' }],
	['500', { status: 500 }, { outcome: 'failed', status: 500 }],
	['403', { status: 403 }, { outcome: 'refused by scope', status: 403 }],
])('%s for one operation is told of it alone', async (_name, misbehaviour, finding) => {
	nex.faults.add({ operation: 'listTasks', times: Infinity, do: misbehaviour });
	const report = await probeServer(nex);
	expect(report.ended).toBeUndefined();
	expect(report.operations.listTasks).toMatchObject(finding);
	expect(report.operations.listNotes).toMatchObject({ outcome: 'as documented' });
});

test('a stream that never says anything is told, and does not keep it waiting', async () => {
	nex.faults.add({ operation: 'streamInsights', times: Infinity, do: 'hang' });
	const report = await probeServer(nex, { listenFor: 500 });
	expect(report.operations.streamInsights).toMatchObject({ outcome: 'failed' });
	expect(report.stream.opened).toBe(false);
});

test('an interruption ends it, and what is known by then is told', async () => {
	const stop = new AbortController();
	const report = await probeServer(nex, { signal: stop.signal, say: (line) => line === 'Get Many Tasks' && stop.abort() });
	expect(report.ended).toBe('it was interrupted');
	expect(report.operations.listObjects).toMatchObject({ outcome: 'as documented' });
});
