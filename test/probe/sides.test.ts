import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NexServer } from '../nex-server';
import { behaveLike, LIKENESS, shapesLike } from '../nex-server/like';
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
	const report = await probeServer(nex);
	expect(report.ended).toBeUndefined();
	const found = sidesOf(report);
	expect(Object.fromEntries(Object.keys(wanted).map((id) => [id, found[id] ?? report.points[id]?.open]))).toEqual(wanted);
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

/** Without how long something took, which is the machine's doing. */
const timeless = (report: Report): Report => ({ ...report, stream: { ...report.stream, keepAliveSeconds: undefined } });

test('a report that is replayed gives the same report again', async () => {
	nex = await startFull();
	Object.assign(nex.shapes, { insights: 'insights', recordPaging: 'both', errorWords: 'detail', streamCreatedAt: false });
	nex.faults.add({ operation: 'getGraph', times: Infinity, do: { status: 500 } });
	const report = await probeServer(nex);
	await nex.close();
	nex = await startFull();
	behaveLike(nex, report);
	expect(timeless(await probeServer(nex))).toEqual(timeless(report));
});
