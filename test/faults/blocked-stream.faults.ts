import type { Misbehaviour } from '../nex-server';
import { asked, contents, host, listening, MINUTE, nex, SECOND } from '../support/insight-hosts';
import { pass, passUntil } from '../support/virtual-time';

const BLOCKED: Array<[string, Misbehaviour]> = [
	['is never answered', 'hang'],
	['is answered 502', { status: 502, body: { code: 502, message: 'bad gateway' } }],
	['is answered with a page', 'html'],
	['is answered as plain text', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'data: {}' }],
	['is not found', { status: 404, body: { code: 404, message: 'no such path' } }],
	['is sent elsewhere', { redirect: 'http://127.0.0.1:9/v1/insights/stream' }],
	['is reset', 'reset'],
	['is answered with nothing', { status: 204 }],
	['alone is refused the key', { status: 401, body: { code: 401, message: 'blocked' } }],
	['alone is forbidden', { status: 403, body: { code: 403, message: 'blocked' } }],
];

describe.each(BLOCKED)('While the stream %s for two hours and REST works', (_how, misbehaviour) => {
	test('every insight arrives within five minutes, soon no more than ten requests are sent in ten minutes, the log says so', async () => {
		nex.faults.add({ operation: 'streamInsights', times: 10_000, do: misbehaviour });
		const n8n = host();
		await n8n.activate();
		await pass(MINUTE, 5 * SECOND);
		for (let hour = 0; hour < 2; hour++) {
			for (let part = 0; part < 6; part++) {
				const before = nex.requests.length;
				nex.addInsights([{ content: `${hour}:${part}` }], { emit: false });
				const content = `${hour}:${part}`;
				const taken = await passUntil(() => contents(n8n).includes(content), content, 5 * MINUTE, 5 * SECOND);
				expect(taken).toBeLessThanOrEqual(5 * MINUTE);
				await pass(10 * MINUTE - taken, 5 * SECOND);
				expect(nex.requests.length - before).toBeLessThanOrEqual(hour + part === 0 ? 13 : 10);
			}
		}
		expect(contents(n8n)).toHaveLength(12);
		expect(n8n.warnings.filter((warning) => warning.includes('no stream of insights'))).toHaveLength(1);
		expect(n8n.failures).toEqual([]);
	});
});

test('what came while the stream was blocked does not start again once it opens, and what comes then is live', async () => {
	nex.faults.add({ operation: 'streamInsights', times: 20, do: { status: 502 } });
	const n8n = host();
	await n8n.activate();
	for (let index = 0; index < 30; index++) {
		nex.addInsights([{ content: `n${index}` }]);
		await pass(3 * MINUTE, 5 * SECOND);
	}
	await passUntil(() => nex.stream.connections === 1 && n8n.executions.length === 30, 'the stream is open');
	await pass(5 * SECOND);
	const polled = asked('getInsights');
	nex.addInsights([{ content: 'live' }]);
	await passUntil(() => n8n.executions.length === 31, 'the live one', 2 * SECOND);
	expect(contents(n8n)).toEqual([...Array.from({ length: 30 }, (_none, index) => `n${index}`), 'live']);
	expect(asked('getInsights')).toBe(polled);
});

test('2,000 insights that came while the stream is blocked all start, oldest first', async () => {
	nex.faults.add({ operation: 'streamInsights', times: 10_000, do: 'hang' });
	const n8n = host();
	await n8n.activate();
	await pass(MINUTE, 5 * SECOND);
	const now = nex.state.time();
	nex.addInsights(
		Array.from({ length: 2_000 }, (_none, index) => ({ content: `n${index}`, created_at: new Date(now + index * 10).toISOString() })),
		{ emit: false },
	);
	await passUntil(() => n8n.items.length >= 2_000, 'all of them', 10 * MINUTE, SECOND);
	await pass(5 * MINUTE, 5 * SECOND);
	expect(contents(n8n)).toEqual(Array.from({ length: 2_000 }, (_none, index) => `n${index}`));
});

test('a stream that ends at once, for ever, loses nothing and doubles nothing', async () => {
	const n8n = host();
	await n8n.activate();
	for (let index = 0; index < 40; index++) {
		nex.addInsights([{ content: `n${index}` }], { emit: index % 2 === 0 });
		for (let step = 0; step < 12; step++) {
			await pass(2 * SECOND, 500);
			nex.stream.drop();
		}
	}
	await passUntil(() => n8n.executions.length >= 40, 'all of them', 5 * MINUTE, 5 * SECOND);
	await pass(5 * MINUTE, 5 * SECOND);
	expect(contents(n8n)).toEqual(Array.from({ length: 40 }, (_none, index) => `n${index}`));
});

test.each([503, 429])('a stream that answers %i and wants an hour for itself holds up no insight', async (status) => {
	nex.faults.add({ operation: 'streamInsights', times: 10_000, do: { status, headers: { 'retry-after': '3600' } } });
	const n8n = host();
	await n8n.activate();
	await pass(MINUTE, 5 * SECOND);
	for (let index = 0; index < 6; index++) {
		nex.addInsights([{ content: `n${index}` }]);
		await passUntil(() => n8n.executions.length === index + 1, 'the insight', 5 * MINUTE, 5 * SECOND);
	}
	expect(asked('streamInsights')).toBe(1);
});

test.each([
	['ends as soon as it has spoken', true],
	['is opened and says nothing', false],
])('a stream that %s, for ever, costs few requests and loses nothing, and the log says so', async (_how, speaks) => {
	nex.shapes.greeting = speaks;
	nex.shapes.replay = 'none';
	nex.stream.isMute = !speaks;
	const n8n = host();
	await n8n.activate();
	const before = nex.requests.length;
	const minutes = 120;
	for (let minute = 0; minute < minutes; minute++) {
		for (let second = 0; second < 60; second += 2) {
			if (speaks) nex.stream.drop();
			if (minute % 10 === 0 && second === 0) nex.addInsights([{ content: `n${minute}` }]);
			await pass(2 * SECOND, 2 * SECOND);
		}
	}
	expect(nex.requests.length - before).toBeLessThanOrEqual(2 * minutes);
	await passUntil(() => n8n.executions.length === minutes / 10, 'all of them', 5 * MINUTE, 5 * SECOND);
	expect(n8n.warnings.filter((warning) => warning.includes('no stream of insights'))).toHaveLength(1);
});

test('what was missed is read though every third request to REST fails', async () => {
	const n8n = await listening();
	nex.stream.drop();
	for (let index = 1; index <= 50; index++) nex.faults.add({ operation: 'getInsights', skip: 2 * index, do: { status: 502 } });
	const now = nex.state.time();
	const missed = Array.from({ length: 500 }, (_none, index) => ({
		content: `n${index}`,
		created_at: new Date(now + index * 10).toISOString(),
	}));
	nex.addInsights(missed, { emit: false });
	await passUntil(() => n8n.items.length >= 500, 'all of them', 20 * MINUTE, 5 * SECOND);
	expect(contents(n8n)).toEqual(missed.map(({ content }) => content));
});
