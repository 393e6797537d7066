import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNexServer } from '../../nex-server';
import type { NexServer } from '../../nex-server';
import { ask, request, until } from './client';

const folder = mkdtempSync(join(tmpdir(), 'nex-server-'));
const exchangeLog = join(folder, 'exchanges.jsonl');

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo', exchangeLog });
});
afterEach(() => {
	nex.faults.clear();
	nex.limitInFlight(undefined);
	nex.latency = 0;
});
afterAll(async () => {
	await nex.close();
	rmSync(folder, { recursive: true });
});

const list = () => request(nex, 'GET', '/v1/objects');
const lastLogged = () => JSON.parse(readFileSync(exchangeLog, 'utf8').trim().split('\n').at(-1) ?? '') as Record<string, unknown>;

test('a status comes with its headers and body, so many times', async () => {
	nex.faults.add({
		operation: 'listObjects',
		times: 2,
		do: { status: 429, headers: { 'retry-after': '7' }, body: { code: 429, message: 'slow down' } },
	});
	const first = await list();
	expect([first.status, first.headers.get('retry-after'), first.json]).toEqual([429, '7', { code: 429, message: 'slow down' }]);
	expect(lastLogged()).toMatchObject({ status: 429, fault: true });
	expect([(await list()).status, (await list()).status]).toEqual([429, 200]);
});

test('a fault hits what it names, and only after those it lets pass', async () => {
	nex.faults.add({ method: 'get', path: /^\/v1\/tasks/, skip: 1, times: Infinity, do: { status: 503 } });
	const statuses = [];
	for (const path of ['/v1/tasks', '/v1/objects', '/v1/tasks', '/v1/tasks?limit=1'])
		statuses.push((await request(nex, 'GET', path)).status);
	expect(statuses).toEqual([200, 200, 503, 503]);
	nex.faults.clear();
	expect((await request(nex, 'GET', '/v1/tasks')).status).toBe(200);
});

test.each(['reset', 'truncate'] as const)('with "%s" the client has no answer', async (misbehaviour) => {
	nex.faults.add({ do: misbehaviour });
	await expect(list()).rejects.toThrow();
	expect(lastLogged()).toMatchObject({ status: 0, fault: true });
	expect((await list()).status).toBe(200);
});

test('with "reset after handling" the work is done and the answer lost; with "reset" it is not done', async () => {
	const titles = async () => (await ask<{ data: Array<{ title: string }> }>(nex, 'GET', '/v1/tasks')).data.map((task) => task.title);
	nex.faults.add({ operation: 'createTask', do: 'reset after handling' });
	nex.faults.add({ operation: 'createTask', do: 'reset' });
	await expect(request(nex, 'POST', '/v1/tasks', { title: 'Done' })).rejects.toThrow();
	await expect(request(nex, 'POST', '/v1/tasks', { title: 'Not done' })).rejects.toThrow();
	expect(await titles()).toContain('Done');
	expect(await titles()).not.toContain('Not done');
});

test('with "hang" the client waits until it gives up', async () => {
	nex.faults.add({ do: 'hang' });
	const abort = new AbortController();
	const hanging = fetch(`${nex.url}/v1/objects`, { headers: { authorization: `Bearer ${nex.key}` }, signal: abort.signal });
	await until(() => nex.inFlight === 1);
	abort.abort();
	await expect(hanging).rejects.toThrow();
	await until(() => nex.inFlight === 0);
});

test('a page, a redirect and an empty 204 are answered as a proxy in the way would', async () => {
	nex.faults.add({ do: 'html' });
	nex.faults.add({ do: { redirect: 'http://127.0.0.1:9/elsewhere' } });
	nex.faults.add({ do: { status: 204 } });
	const [page, redirect, empty] = [await list(), await list(), await list()];
	expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
	expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/elsewhere']);
	expect([empty.status, empty.text]).toEqual([204, '']);
});

test('a late answer is the right one', async () => {
	nex.faults.add({ do: { delay: 100 } });
	const begun = performance.now();
	expect((await list()).status).toBe(200);
	// A timer may be a millisecond early.
	expect(performance.now() - begun).toBeGreaterThanOrEqual(99);
});

test.each(['at once', 'after latency'] as const)('above the limit in flight, 429 is answered %s', async (after) => {
	nex.latency = 50;
	nex.limitInFlight(3, 'Wed, 21 Oct 2026 07:28:00 GMT', after);
	nex.maxInFlight = 0;
	nex.faults.add({ times: 3, do: 'hang' });
	const stop = new AbortController();
	const served = Array.from(
		{ length: 3 },
		async () => await fetch(`${nex.url}/v1/objects`, { signal: stop.signal }).catch(() => undefined),
	);
	await until(() => nex.inFlight === 3);
	const answers = await Promise.all(Array.from({ length: 5 }, list));
	expect(answers.map((answer) => answer.status)).toEqual([429, 429, 429, 429, 429]);
	expect(answers[0]?.headers.get('retry-after')).toBe('Wed, 21 Oct 2026 07:28:00 GMT');
	expect(nex.maxInFlight).toBeGreaterThan(3);
	stop.abort();
	await Promise.all(served);
	await until(() => nex.inFlight === 0);
	expect((await list()).status).toBe(200);
});

test('a client that keeps to the limit is never refused', async () => {
	nex.limitInFlight(5, '1');
	const statuses: number[] = [];
	const worker = async () => {
		for (let i = 0; i < 40; i++) statuses.push((await list()).status);
	};
	await Promise.all(Array.from({ length: 5 }, worker));
	expect(new Set(statuses)).toEqual(new Set([200]));
});

test('an exchange is logged with what was asked and answered, bare integers as they are', async () => {
	await request(nex, 'POST', '/v1/compounding/trigger', { job_type: 'metrics' });
	const line = readFileSync(exchangeLog, 'utf8').trim().split('\n').at(-1) ?? '';
	expect(JSON.parse(line)).toMatchObject({
		method: 'POST',
		path: '/v1/compounding/trigger',
		query: {},
		body: { job_type: 'metrics' },
		status: 202,
		contentType: 'application/json',
	});
	expect(line).toContain(`"workspace_id":${nex.state.workspace.id},`);
	expect(line).not.toContain(nex.key);
	await request(nex, 'GET', '/v1/tasks?search=call&limit=1');
	expect(lastLogged()).toMatchObject({
		path: '/v1/tasks',
		query: { search: 'call', limit: '1' },
		body: null,
		status: 200,
		response: { data: { length: 1 } },
	});
	await request(nex, 'GET', '/v1/tasks/x');
	expect(lastLogged()).toMatchObject({ status: 400, response: { code: 400, message: expect.any(String) } });
	expect(lastLogged()).not.toHaveProperty('fault');
});

test('an answer in a shape outside the contract is logged as one', async () => {
	nex.shapes.search = 'array';
	const { json } = await request(nex, 'POST', '/v1/search', { query: 'pine' });
	nex.shapes.search = 'map';
	expect(json).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Pine Timber', type: 'company' })]));
	expect(lastLogged()).toMatchObject({ status: 0, fault: true });
});
