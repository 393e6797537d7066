import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NexServer } from '../nex-server';
import { behaveLike, LIKENESS, shapesLike } from '../nex-server/like';
import { SCOPES } from '../nex-server/scopes';
import type { Scope } from '../nex-server/scopes';
import { defaultShapes } from '../nex-server/shapes';
import type { Shapes } from '../nex-server/shapes';
import { points } from '../../probe/points';
import type { Report } from '../../probe/report';
import { probeServer, sidesOf, startQuickly } from './support';

/** Sides are tried together, one of each point at a time; without a replay nothing else can be seen of the stream. */
const rounds = Math.max(...Object.values(LIKENESS).map((sides) => Object.keys(sides).length));
const sidesAt = (round: number): Record<string, string> =>
	Object.fromEntries(
		Object.entries(LIKENESS).flatMap(([id, sides]) => {
			const names = Object.keys(sides).filter((side) => side !== 'none' || id !== 'stream-replay');
			// What leaves out the target leaves nothing to say of it.
			if (id === 'stream-target-id') return round === 2 ? [] : [[id, names[round % names.length] ?? '']];
			if (id === 'stream-fields') return [[id, round === 2 ? 'fewer' : 'target or evidence']];
			// A bare list says nothing of the rest; in the other rounds come all sides of what a page says.
			if (id.endsWith('-paging')) return [[id, round % 3 === 2 ? 'neither' : (names[round - Math.floor(round / 3)] ?? '')]];
			// An artifact that is found by another ID tells nothing of its result.
			if (id === 'artifact-result' && round % 3 === 2) return [];
			// A key that has all scopes tells nothing of them.
			if (id.endsWith('-scope')) return [];
			return [[id, names[round % names.length] ?? '']];
		}),
	);

let nex: NexServer;

afterEach(async () => {
	await nex.close();
});

/** A workspace with so much in it that every point can be settled. */
async function startFull(): Promise<NexServer> {
	const server = await startQuickly();
	const { records, tasks, notifications, timelines, insights } = server.state;
	server.state.apart(server.state.time(), 1, () => {
		for (let n = 0; n < 1_100; n++) records.create('person', { name: `Ida ${n}` });
		for (let n = 0; n < 520; n++) tasks.create({ title: `Call ${n}` });
		for (let n = 0; n < 60; n++) notifications.add({});
	});
	const people = records.store.ofType('person');
	const [first] = people;
	for (const record of [first, people[999], people.at(-1), people[49], people[24], people[19], people[9]])
		for (let n = 0; n < 120; n++)
			if (record) timelines.add(record.id, { event_timestamp: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString() });
	insights.add(
		Array.from({ length: 120 }, (_one, n) => ({
			created_at: new Date(Date.now() - n * 1_000).toISOString(),
			entities: [{ id: first?.id ?? '', name: 'Ida 0', type: 'person' }],
		})),
		{ emit: false },
	);
	return server;
}

test.each(Array.from({ length: rounds }, (_one, round) => round))('every side is told as it is, round %i', async (round) => {
	nex = await startFull();
	const wanted = sidesAt(round);
	behaveLike(nex, { points: Object.fromEntries(Object.entries(wanted).map(([id, side]) => [id, { side }])) });
	const report = await probeServer(nex, { write: true });
	expect(report.ended).toBeUndefined();
	const found = sidesOf(report);
	expect(Object.fromEntries(Object.keys(wanted).map((id) => [id, found[id] ?? report.points[id]?.open]))).toEqual(wanted);
});

test.each([
	['context-scope', 'record.read', 'insight.stream'],
	['artifact-scope', 'record.read', 'insight.stream'],
	['text-scope', 'record.write', 'insight.stream'],
	['ai-list-scope', 'list.member.write', 'insight.stream'],
	['ai-list-read-scope', 'list.member.read', 'insight.stream'],
	['remove-member-scope', 'record.write', 'list.member.write'],
] as const)('with %s, a key with one of the two tells which it is', async (id, one, other) => {
	nex = await startQuickly();
	const sideWith = async (lacking: Scope, side?: string) => {
		Object.assign(nex.shapes, defaultShapes(), side && shapesLike({ points: { [id]: { side } } }));
		nex.setScopes(
			nex.key,
			SCOPES.filter((scope) => scope !== lacking),
		);
		return sidesOf(await probeServer(nex, { write: true, only: id }))[id];
	};
	expect(await sideWith(one)).toBe(`${other} suffices`);
	expect(await sideWith(other)).toBe(`${one} suffices`);
	expect(await sideWith(one, `${one} is needed`)).toBe(`${one} is needed`);
	expect(await sideWith(other, `${other} is needed`)).toBe(`${other} is needed`);
});

test.each([
	['1', 'seconds'],
	[new Date(0).toUTCString(), 'date'],
	['soon', 'unreadable'],
	[undefined, 'none'],
])('a 429 that says %s is told', async (header, side) => {
	nex = await startQuickly();
	nex.faults.add({ operation: 'listTasks', do: { status: 429, headers: header === undefined ? undefined : { 'retry-after': header } } });
	const report = await probeServer(nex);
	expect(report.limits).toMatchObject({ tooManyRequests: 1, retryAfter: [side], requestsInFlight: 20 });
	expect(sidesOf(report)).toMatchObject({ 'retry-after': side, 'too-many-requests': 'yes' });
});

test.each([
	[1, 0],
	[1 + 5, 5],
	[1 + 5 + 10, 10],
])('requests at once of which one is refused after %i are told', async (skip, taken) => {
	nex = await startQuickly();
	nex.faults.add({ operation: 'listRelationshipDefinitions', skip, do: { status: 429, headers: { 'retry-after': '0' } } });
	const report = await probeServer(nex);
	expect(report.limits.requestsInFlight).toBe(taken);
	expect(nex.requests.filter(({ operation }) => operation === 'listRelationshipDefinitions')).toHaveLength(
		skip + (taken === 0 ? 5 : taken === 5 ? 10 : 20),
	);
});

test('a 402 is told', async () => {
	nex = await startQuickly();
	nex.faults.add({ operation: 'getGraph', times: Infinity, do: { status: 402 } });
	expect(sidesOf(await probeServer(nex))['payment-required']).toBe('yes');
});

test('a stream that repeats nothing is told', async () => {
	nex = await startFull();
	Object.assign(nex.shapes, shapesLike({ points: { 'stream-replay': { side: 'none' } } }));
	expect(sidesOf(await probeServer(nex))['stream-replay']).toBe('none');
});

test('every point that the server can be made like is one that the probe settles', () => {
	const known = new Set(points.map(({ id }) => id));
	expect(Object.keys(LIKENESS).filter((id) => !known.has(id))).toEqual([]);
	nex = { close: async () => undefined } as NexServer;
});

test('the page on the API names every point, and where it stands', () => {
	const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'api.md'), 'utf8');
	expect(points.filter(({ id, question, see }) => !page.includes(`| \`${id}\` | ${question} | [${see}](#${see}) |`))).toEqual([]);
	nex = { close: async () => undefined } as NexServer;
});

const REFUSAL = { status: 429, headers: { 'retry-after': '1' } };

/** Without how long something took, which is the machine's doing. */
const timeless = (report: Report): Report => ({ ...report, stream: { ...report.stream, keepAliveSeconds: undefined } });

test.each<[string, (server: NexServer) => void]>([
	[
		'of other shapes and a failure',
		(server) => {
			const shapes: Partial<Shapes> = {
				insights: 'insights',
				recordPaging: 'both',
				errorWords: 'detail',
				streamCreatedAt: false,
				memberPaths: { updateListRecord: 'record' },
				severalMatches: 'refused',
				artifactIdForm: 'text',
				artifactPath: 'operation',
			};
			Object.assign(server.shapes, shapes);
			server.faults.add({ operation: 'getGraph', times: Infinity, do: { status: 500 } });
		},
	],
	['of a request that came too soon', (server) => server.faults.add({ operation: 'listNotes', do: REFUSAL })],
	['of too many at once', (server) => server.faults.add({ operation: 'listRelationshipDefinitions', skip: 6, do: REFUSAL })],
	[
		'of a key that lacks scopes',
		(server) => {
			server.shapes.onlyScope.queryContext = 'insight.stream';
			server.setScopes(
				server.key,
				SCOPES.filter((scope) => scope !== 'task.write' && scope !== 'insight.stream'),
			);
		},
	],
])('a report %s that is replayed gives the same report again', async (_name, prepare) => {
	nex = await startFull();
	prepare(nex);
	const report = await probeServer(nex, { write: true });
	await nex.close();
	nex = await startFull();
	behaveLike(nex, report);
	expect(timeless(await probeServer(nex, { write: true }))).toEqual(timeless(report));
});
