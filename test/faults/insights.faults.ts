import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { triggerOfAnotherProcess } from '../support/another-process';
import {
	asked,
	contents,
	host,
	killed,
	listening,
	MINUTE,
	names,
	nex,
	numbered,
	replaceNex,
	republished,
	SECOND,
} from '../support/insight-hosts';
import { pass, passUntil, settle } from '../support/virtual-time';

test('a half-open connection is noticed within 75 seconds, and nothing of the silence is lost', async () => {
	const n8n = await listening();
	nex.stream.silence(true);
	nex.addInsights(numbered(3));
	const begun = Date.now();
	await passUntil(() => nex.stream.opened === 2, 'a new connection');
	expect(Date.now() - begun).toBeLessThanOrEqual(75 * SECOND + 2 * SECOND);
	await passUntil(() => n8n.executions.length === 3, 'what came in the silence');
	expect(contents(n8n)).toEqual(names(3));
});

test('a day of nothing but keepalives costs no reconnect, and an insight after it arrives', async () => {
	const n8n = await listening();
	await pass(24 * 60 * MINUTE, 30 * SECOND);
	expect(nex.stream.opened).toBe(1);
	nex.addInsight({ content: 'after a day' });
	await passUntil(() => n8n.executions.length === 1, 'the insight');
}, 120_000);

test.each(['drop', 'reset', 'resetMidEvent'] as const)(
	'a connection that ends by %s is opened again within seconds, without loss or repetition',
	async (how) => {
		const n8n = await listening();
		nex.addInsight({ content: 'n0' });
		await settle();
		nex.stream[how]();
		nex.addInsights([{ content: 'n1' }], { emit: false });
		expect(await passUntil(() => n8n.executions.length === 2, 'what was missed')).toBeLessThanOrEqual(5 * SECOND);
		nex.addInsight({ content: 'n2' });
		await passUntil(() => n8n.executions.length === 3, 'the stream goes on');
		expect(contents(n8n)).toEqual(names(3));
	},
);

test('twenty replayed insights on each of ten connections start nothing twice', async () => {
	const n8n = await listening();
	nex.addInsights(numbered(20));
	await passUntil(() => n8n.executions.length === 20, 'twenty executions');
	for (let round = 0; round < 10; round++) {
		const before = nex.stream.opened;
		nex.stream.drop();
		await passUntil(() => nex.stream.opened > before, 'connected again');
		await pass(11 * SECOND);
	}
	expect(n8n.executions).toHaveLength(20);
});

test('a gap of 500 insights is closed, oldest first', async () => {
	const n8n = await listening({ parameters: { options: { concurrency: 1 } } });
	nex.stream.drop();
	const now = nex.state.time();
	nex.addInsights(
		numbered(500, (index) => ({ created_at: new Date(now + index * 7).toISOString() })),
		{ emit: false },
	);
	await passUntil(() => n8n.executions.length >= 500, 'all of the gap', 5 * MINUTE);
	expect(contents(n8n)).toEqual(names(500));
});

test('insights of one moment come through a gap, up to as many as an answer holds', async () => {
	const n8n = await listening();
	nex.stream.drop();
	nex.addInsights(numbered(99), { emit: false });
	await passUntil(() => n8n.executions.length >= 99, 'all of one millisecond');
	nex.stream.drop();
	await pass(10 * SECOND);
	expect(contents(n8n).sort()).toEqual(names(99).sort());
});

test('a restart of n8n goes on where it was, and what came meanwhile is delivered', async () => {
	const first = await listening();
	nex.addInsights(numbered(3));
	await passUntil(() => first.executions.length === 3, 'three executions');
	await first.deactivate();
	nex.addInsights([{ content: 'n3' }]);
	await pass(3 * MINUTE, 10 * SECOND);
	const second = await killed(first);
	await passUntil(() => second.executions.length > 0, 'what came meanwhile');
	await pass(10 * SECOND);
	expect(contents(second)).toEqual(['n3']);
});

test('an insight dated as if it never ended leaves the others known when the workflow is published again', async () => {
	const first = await listening();
	nex.addInsights([{ content: 'n0', created_at: '9999-12-31T23:59:59.000Z' }, { content: 'n1' }, { content: 'n2' }]);
	await passUntil(() => first.executions.length === 3, 'three executions');
	const second = await republished(first);
	await pass(3 * MINUTE, 10 * SECOND);
	expect([...contents(second), ...second.duplicates]).toEqual([]);
});

test('a node that was renamed goes on where it was', async () => {
	const first = await listening();
	nex.addInsights(numbered(2));
	await passUntil(() => first.executions.length === 2, 'two executions');
	await first.deactivate();
	nex.addInsights([{ content: 'n2' }]);
	const second = await republished(first, { nodeName: 'Renamed' });
	await passUntil(() => second.executions.length > 0, 'what came meanwhile');
	await pass(10 * SECOND);
	expect(contents(second)).toEqual(['n2']);
});

test.each([429, 503])('after %i with Retry-After the server is left alone for as long as it asks', async (status) => {
	await listening();
	nex.faults.add({ operation: 'streamInsights', do: { status, headers: { 'retry-after': '90' } } });
	nex.stream.drop();
	await passUntil(() => asked('streamInsights') === 2, 'the refused try');
	await pass(88 * SECOND);
	expect(asked('streamInsights')).toBe(2);
	expect(await passUntil(() => nex.stream.connections === 1, 'connected again')).toBeLessThanOrEqual(35 * SECOND);
});

test.each([
	['500', { status: 500 }],
	['502', { status: 502 }],
	['504', { status: 504 }],
	['204', { status: 204 }],
	['404', { status: 404 }],
	['410', { status: 410 }],
	['an HTML page', 'html'],
	['resets', 'reset'],
] as const)(
	'a server that answers the stream with %s is asked three times a minute at most, soon ever less often, and its insights are not missed',
	async (_what, fault) => {
		const n8n = await listening();
		nex.faults.add({ operation: 'streamInsights', times: 1_000, do: fault });
		nex.stream.drop();
		const begun = nex.requests.length;
		for (let minute = 0; minute < 10; minute++) {
			const before = nex.requests.length;
			await pass(MINUTE);
			expect(nex.requests.length - before).toBeLessThanOrEqual(3);
		}
		expect(nex.requests.length - begun).toBeLessThanOrEqual(13);
		nex.addInsights(numbered(1), { emit: false });
		nex.faults.clear();
		await passUntil(() => n8n.executions.length === 1, 'back with events', 5 * MINUTE);
		await passUntil(() => nex.stream.connections === 1, 'back with the stream', 5 * MINUTE);
		expect(n8n.failures).toEqual([]);
		expect(n8n.fatal).toEqual([]);
	},
);

test('while REST alone is broken the stream goes on, and the gap is closed when REST is back', async () => {
	const n8n = await listening();
	nex.faults.add({ operation: 'getInsights', times: 1_000, do: { status: 500 } });
	nex.stream.drop();
	nex.addInsights([{ content: 'in the gap' }], { emit: false });
	nex.shapes.replay = 'none';
	await passUntil(() => nex.stream.opened === 2, 'connected again');
	nex.addInsight({ content: 'live' });
	await passUntil(() => contents(n8n).includes('live'), 'the live one', 2 * MINUTE);
	nex.faults.clear();
	await passUntil(() => contents(n8n).includes('in the gap'), 'the gap', 2 * MINUTE);
	await pass(MINUTE);
	expect(contents(n8n)).toEqual(['live', 'in the gap']);
});

test('a server that was down is found within 35 seconds', async () => {
	const n8n = await listening();
	const { url } = nex;
	const down = createServer((_request, response) => response.socket?.destroy());
	await nex.close();
	await new Promise<void>((resolve) => down.listen(Number(new URL(url).port), '127.0.0.1', resolve));
	await pass(10 * MINUTE);
	down.closeAllConnections();
	await new Promise((resolve) => down.close(resolve));
	await nex.listen();
	nex.addInsights(numbered(1), { emit: false });
	expect(await passUntil(() => n8n.executions.length === 1, 'back with events')).toBeLessThanOrEqual(35 * SECOND);
});

test.each([
	[401, (): void => nex.revokeKey(nex.key), 'does not accept the API key'],
	[403, (): void => nex.setScopes(nex.key, ['task.read']), 'lacks the scope "insight.stream"'],
])('%i is shown once, tried at most twice an hour, and a repaired key heals the trigger', async (_status, refuse, words) => {
	const n8n = await listening();
	refuse();
	nex.stream.drop();
	await passUntil(() => n8n.failures.length > 0, 'a failed execution');
	expect(n8n.failures.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
	const before = nex.requests.length;
	await pass(3 * 60 * MINUTE, 30 * SECOND);
	expect(nex.requests.length - before).toBeLessThanOrEqual(6);
	expect(n8n.failures).toHaveLength(1);
	nex.addInsights(numbered(1));
	n8n.credentials.nexApi = { ...n8n.credentials.nexApi, apiKey: nex.addKey(['insight.stream']) };
	expect(await passUntil(() => n8n.executions.length === 1, 'healed', 40 * MINUTE)).toBeLessThanOrEqual(2 * MINUTE);
	expect(n8n.fatal).toEqual([]);
});

test('a scope that is added to the same key is found by itself', async () => {
	const n8n = await listening();
	nex.setScopes(nex.key, []);
	nex.stream.drop();
	await passUntil(() => n8n.failures.length === 1, 'a failed execution');
	nex.setScopes(nex.key, ['insight.stream']);
	nex.addInsights(numbered(1));
	await passUntil(() => n8n.executions.length === 1, 'healed', 40 * MINUTE, 10 * SECOND);
	nex.setScopes(nex.key, []);
	nex.stream.drop();
	await passUntil(() => n8n.failures.length === 2, 'another failed execution');
});

test('a key that is refused when n8n starts is shown once, and heals', async () => {
	const good = nex.addKey(['insight.stream']);
	const n8n = host({ credential: { ...nex.credential, apiKey: 'sk-wrong' } });
	await n8n.activate('init');
	await passUntil(() => n8n.failures.length > 0, 'a failed execution');
	await pass(MINUTE);
	expect(n8n.failures).toHaveLength(1);
	expect(JSON.stringify(n8n.failures)).not.toContain('sk-wrong');
	n8n.credentials.nexApi = { ...nex.credential, apiKey: good };
	await passUntil(() => nex.stream.connections === 1, 'healed', 40 * MINUTE, 5 * SECOND);
});

test('a redirect to another origin never gets the key', async () => {
	const seen: (string | undefined)[] = [];
	const other = createServer((request, response) => {
		seen.push(request.headers.authorization);
		response.end();
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	await listening();
	nex.faults.add({
		operation: 'streamInsights',
		times: 5,
		do: { redirect: `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/insights/stream` },
	});
	nex.stream.drop();
	await passUntil(() => nex.stream.connections === 1, 'connected again', 15 * MINUTE, 5 * SECOND);
	expect(seen).toEqual([]);
	other.closeAllConnections();
	other.close();
});

test.each([
	['no JSON', '{"insights": [broken'],
	['no list of insights', '{"note":"hello"}'],
	['an insight that is no object', '{"insights":["text"]}'],
])('an event that is %s is one failed execution, and the trigger goes on', async (_what, data) => {
	const n8n = await listening();
	for (let round = 0; round < 3; round++) nex.stream.write(`event: insight.batch.created\ndata: ${data}\n\n`);
	nex.addInsight({ content: 'next' });
	await passUntil(() => n8n.executions.length === 1, 'the next insight');
	await pass(MINUTE);
	expect(n8n.failures).toHaveLength(1);
	expect(n8n.fatal).toEqual([]);
	expect(contents(n8n)).toEqual(['next']);
});

test.each(['{"insights":[]}', '{"insights":null}', '{"data":[]}', '[]'])('an event with nothing in it (%s) is nothing', async (data) => {
	const n8n = await listening();
	nex.stream.write(`event: insight.batch.created\ndata: ${data}\n\n`);
	nex.stream.write('event: something.else\ndata: broken\n\n');
	await pass(5 * SECOND);
	expect(n8n.failures).toEqual([]);
	expect(n8n.executions).toEqual([]);
});

test('an event of more than a megabyte is delivered', async () => {
	const n8n = await listening();
	nex.addInsight({ content: 'x'.repeat(2_000_000) });
	await passUntil(() => n8n.executions.length === 1, 'the large one');
	expect(contents(n8n)[0]).toHaveLength(2_000_000);
});

test('an insight comes once though REST has no ids and the stream has some, or the other way round', async () => {
	for (const ids of ['rest', 'stream', false] as const) {
		nex.shapes.insightIds = ids;
		const n8n = await listening();
		nex.addInsights(numbered(3));
		await passUntil(() => n8n.executions.length === 3, 'three executions');
		nex.stream.drop();
		await pass(10 * SECOND);
		expect(contents(n8n)).toEqual(names(3));
		await n8n.deactivate();
		nex.state.insights.store.newest(1_000);
		await replaceNex();
	}
});

test('edited, late and future-dated insights neither block nor repeat', async () => {
	const n8n = await listening();
	const edited = nex.addInsight({ content: 'n0' });
	nex.addInsight({ content: 'n1', created_at: new Date(nex.state.time() + 3_600_000).toISOString() });
	await passUntil(() => n8n.executions.length === 2, 'two executions');
	edited.content = 'edited';
	nex.stream.drop();
	nex.addInsights([{ content: 'n2' }, { content: 'late', created_at: new Date(nex.state.time() - MINUTE).toISOString() }], { emit: false });
	await passUntil(() => n8n.executions.length === 4, 'what was missed');
	for (let round = 0; round < 3; round++) {
		nex.stream.drop();
		await pass(20 * SECOND);
	}
	expect(contents(n8n).sort()).toEqual(['late', 'n0', 'n1', 'n2']);
});

test('3,000 insights dated an hour ahead of every clock start once each, with few requests', async () => {
	const n8n = await listening({ runs: 0 });
	const before = asked('getInsights');
	for (let minute = 0; minute < 120; minute++) {
		const time = nex.state.time() + 60 * MINUTE;
		nex.addInsights(numbered(25, (i) => ({ content: `n${minute * 25 + i}`, created_at: new Date(time + i).toISOString() })));
		await pass(MINUTE, 15 * SECOND);
	}
	await passUntil(() => n8n.executions.length >= 3_000, 'all of them', 10 * MINUTE, 10 * SECOND);
	expect(new Set(contents(n8n)).size).toBe(3_000);
	expect(n8n.executions).toHaveLength(3_000);
	expect(asked('getInsights') - before).toBeLessThan(500);
});

test.each([-3_600_000, 3_600_000, -86_400_000 * 40])('a server whose clock is off by %i ms loses and repeats nothing', async (offset) => {
	nex.clock.offset = offset;
	nex.addInsights(numbered(3, () => ({ content: 'old' })));
	const n8n = await listening();
	for (let round = 0; round < 3; round++) {
		nex.stream.drop();
		nex.addInsights([{ content: `n${round}` }], { emit: false });
		await passUntil(() => n8n.executions.length === round + 1, 'what was missed');
		await pass(20 * SECOND);
	}
	expect(contents(n8n)).toEqual(names(3));
});

describe('deactivation leaves nothing behind', () => {
	const sockets = () => nex.stream.connections + nex.inFlight;

	test.each([
		['while the stream is opened', async (): Promise<void> => nex.faults.add({ operation: 'streamInsights', do: 'hang' })],
		['while it backs off', async (): Promise<void> => nex.faults.add({ operation: 'streamInsights', times: 9, do: { status: 503 } })],
		['while it closes a gap', async (): Promise<void> => nex.faults.add({ operation: 'getInsights', do: 'hang' })],
	])('%s', async (_when, fault) => {
		const n8n = await listening();
		await fault();
		nex.stream.drop();
		nex.addInsights(numbered(5));
		await pass(3 * SECOND);
		const before = n8n.executions.length;
		await n8n.deactivate();
		const timers = jest.getTimerCount();
		await pass(5 * MINUTE);
		expect(n8n.executions.length).toBe(before);
		expect(n8n.late).toBe(0);
		await passUntil(() => sockets() === 0, 'every socket is closed');
		// What is left is the server's keepalive.
		expect(timers).toBeLessThanOrEqual(1);
	});
});

test('two mains at once start each workflow once', async () => {
	const keys = new Set<string>();
	const a = await listening({ keys, workflowId: `both-${nex.url}` });
	// The other main is another process, with modules of its own.
	const b = a.survivor({}, await triggerOfAnotherProcess());
	const close = await b.activateAgainWithoutClosing();
	await passUntil(() => nex.stream.connections === 2, 'both listen');
	nex.addInsights(numbered(20));
	await passUntil(() => a.executions.length + b.executions.length >= 20, 'twenty executions');
	await pass(5 * SECOND);
	expect([...contents(a), ...contents(b)].sort()).toEqual(names(20).sort());
	await close();
});

test('a node that n8n starts again before it has closed the old one listens once', async () => {
	const n8n = await listening();
	nex.addInsights(numbered(2));
	await passUntil(() => n8n.executions.length === 2, 'two executions');
	const close = await n8n.activateAgainWithoutClosing();
	await passUntil(() => nex.stream.connections === 1, 'one connection');
	nex.addInsights([{ content: 'n2' }]);
	await passUntil(() => n8n.executions.length === 3, 'the third');
	await pass(5 * SECOND);
	expect(contents(n8n)).toEqual(names(3));
	await close();
});

test.each([
	['resolves after the execution', 5_000, 10],
	['never comes', 'unsignalled', 10],
] as const)('if the signal of an end %s, at most so many workflows run at once and all come', async (_what, runs, concurrency) => {
	const n8n = await listening({ runs, parameters: { options: { concurrency } } });
	nex.addInsights(numbered(60));
	await passUntil(() => n8n.executions.length === 60, 'all', 10 * MINUTE);
	if (runs !== 'unsignalled') expect(n8n.mostInFlight).toBe(concurrency);
	expect(contents(n8n).sort()).toEqual(names(60).sort());
});

test('an execution that n8n could not start is asked for again, and one that was stopped is not', async () => {
	const n8n = await listening({ runs: 'never', deduplicates: false });
	nex.addInsights(numbered(2));
	await passUntil(() => n8n.executions.length === 2, 'two executions');
	n8n.executions[0]?.fail(new Error('the database is away'));
	const stopped = new Error('stopped by hand');
	stopped.name = 'ManualExecutionCancelledError';
	n8n.executions[1]?.fail(stopped);
	await passUntil(() => n8n.executions.length === 3, 'the third', 20 * SECOND);
	await pass(20 * SECOND);
	expect(contents(n8n)).toEqual(['n0', 'n1', 'n0']);
});

test('a host that refuses to tell when an execution ends gets all insights', async () => {
	const n8n = await listening({ runs: 'never', deduplicates: false });
	class UserError extends Error {}
	n8n.onExecution = (execution) => execution.fail(new UserError('Engine 2.0 cannot run a trigger that waits'));
	nex.addInsights(numbered(30));
	await passUntil(() => new Set(contents(n8n)).size === 30, 'all', 10 * MINUTE);
});

test('insights that belong together go into one execution of the size the user sets', async () => {
	const n8n = await listening({ parameters: { options: { batchSize: 10, batchWait: 3, concurrency: 1 } } });
	nex.addInsights(numbered(25));
	await passUntil(() => n8n.items.length === 25, 'all');
	expect(n8n.executions.map(({ items }) => items.length)).toEqual([10, 10, 5]);
});

test('old and foreign state is taken as it is, and state that is no state is passed over', async () => {
	const n8n = await listening();
	nex.addInsights(numbered(2));
	await passUntil(() => n8n.executions.length === 2, 'two executions');
	const old = n8n.staticData;
	nex.addInsights([{ content: 'n2' }]);
	await passUntil(() => n8n.executions.length === 3, 'the third');
	// An execution has put an old copy back: n8n drops what it has had.
	const later = await republished(n8n, { staticData: old });
	await pass(10 * SECOND);
	expect(later.executions).toEqual([]);
	await later.deactivate();
	const broken = host({ staticData: JSON.stringify({ global: { 'nexTrigger:nex': { v: 1, at: 'x', seen: 7 } } }) });
	await broken.activate('init');
	nex.addInsights([{ content: 'fresh' }]);
	await passUntil(() => broken.executions.length === 1, 'a new insight');
});

test('a test in the editor on a quiet stream shows the last insight at once', async () => {
	nex.addInsights(numbered(3, (index) => ({ created_at: new Date(nex.state.time() + index).toISOString() })));
	nex.faults.add({ operation: 'streamInsights', do: 'hang' });
	const items = await host().test();
	expect(items.map(({ json }) => json.content)).toEqual(['n2']);
	expect(nex.stream.opened).toBe(0);
});
