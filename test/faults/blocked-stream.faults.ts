import type { Misbehaviour } from '../nex-server';
import { asked, contents, host, MINUTE, nex, SECOND } from '../support/insight-hosts';
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
];

describe.each(BLOCKED)('While the stream %s for two hours and REST works', (_how, misbehaviour) => {
	test('every insight arrives within five minutes, few requests are sent, and the log says so', async () => {
		nex.faults.add({ operation: 'streamInsights', times: 10_000, do: misbehaviour });
		const n8n = host();
		await n8n.activate();
		await pass(MINUTE, 5 * SECOND);
		const before = nex.requests.length;
		for (let hour = 0; hour < 2; hour++) {
			for (let part = 0; part < 6; part++) {
				nex.addInsights([{ content: `${hour}:${part}` }], { emit: false });
				const content = `${hour}:${part}`;
				const taken = await passUntil(() => contents(n8n).includes(content), content, 5 * MINUTE, 5 * SECOND);
				expect(taken).toBeLessThanOrEqual(5 * MINUTE);
				await pass(10 * MINUTE - taken, 5 * SECOND);
			}
		}
		expect(contents(n8n)).toHaveLength(12);
		expect(nex.requests.length - before).toBeLessThanOrEqual(120);
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
