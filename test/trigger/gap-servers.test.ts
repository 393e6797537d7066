import { asked, contents, killed, listening, MINUTE, names, nex, numbered, SECOND } from '../support/insight-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { isN8n1 } from '../support/n8n-versions';
import { pass, passUntil } from '../support/virtual-time';

const HOUR = 60 * MINUTE;

/** Ends the stream, and derives insights that nobody hears of. */
function missed(count: number, apart: number): void {
	nex.shapes.replay = 'none';
	nex.stream.drop();
	const now = nex.state.time();
	nex.addInsights(
		numbered(count, (index) => ({ created_at: new Date(now - (count - index) * apart).toISOString() })),
		{ emit: false },
	);
}

const all = (n8n: TriggerHost, count: number) => new Set(contents(n8n)).size === count;

describe.each([100, 50, 20, 10, 3])('From a server that gives at most %i insights', (cap) => {
	test.each([
		[130, 100],
		[140, 1],
		[40, 1_500],
	])('all of %i that came during a drop, %i ms apart, arrive once and oldest first', async (count, apart) => {
		nex.shapes.insightPageCap = cap;
		const n8n = await listening({ parameters: { options: { concurrency: 1 } } });
		await pass(10 * MINUTE, MINUTE);
		missed(count, apart);
		await passUntil(() => all(n8n, count), 'all of them', 5 * MINUTE);
		await pass(5 * MINUTE, 10 * SECOND);
		expect(contents(n8n)).toEqual(names(count));
		expect(n8n.failures).toEqual([]);
	});
});

test('all arrive from a server that gives fewer and fewer while it is asked', async () => {
	const n8n = await listening({ parameters: { options: { concurrency: 1 } } });
	const ticks = setInterval(() => (nex.shapes.insightPageCap = 5 + ((nex.requests.length * 37) % 60)), 1);
	missed(500, 10);
	await passUntil(() => all(n8n, 500), 'all of them', 5 * MINUTE);
	clearInterval(ticks);
	expect(contents(n8n)).toEqual(names(500));
});

test.each([9, 29, 49])('all of %i insights of one moment arrive from a server that gives one more at most', async (count) => {
	nex.shapes.insightPageCap = count + 1;
	const n8n = await listening();
	missed(count, 0);
	await passUntil(() => all(n8n, count), 'all of them', 5 * MINUTE);
	expect(n8n.failures).toEqual([]);
});

test('more insights of one moment than a server gives at once are told of in one failed execution, and the others arrive', async () => {
	nex.shapes.insightPageCap = 20;
	const n8n = await listening();
	missed(70, 0);
	nex.addInsights([{ content: 'before', created_at: new Date(nex.state.time() - 5 * SECOND).toISOString() }, { content: 'after' }], {
		emit: false,
	});
	await passUntil(() => contents(n8n).includes('before') && contents(n8n).includes('after'), 'the others', 5 * MINUTE);
	await pass(2 * HOUR, MINUTE);
	expect(n8n.failures.map(({ message }) => message)).toEqual([expect.stringContaining('insights of one moment')]);
});

describe.each(['past', 'none'] as const)('While REST refuses to be asked for all spans but: %s', (spans) => {
	test.each([0, 60])('15 insights of a drop arrive after %i others, with few requests', async (before) => {
		const n8n = await listening();
		nex.addInsights(numbered(before, (index) => ({ content: `earlier ${index}` })));
		await passUntil(() => n8n.executions.length === before, 'what came earlier', 5 * MINUTE);
		await pass(20 * MINUTE, MINUTE);
		nex.shapes.insightSpans = spans;
		const asked = nex.requests.length;
		missed(15, 100);
		await passUntil(() => all(n8n, before + 15), 'all of them', 5 * MINUTE);
		await pass(6 * HOUR, MINUTE);
		expect(n8n.executions).toHaveLength(before + 15);
		expect(nex.requests.length - asked).toBeLessThanOrEqual(60);
		expect(n8n.failures).toEqual([]);
	});
});

test('what cannot be asked for while REST refuses every span is told, and arrives once REST takes one again', async () => {
	const n8n = await listening();
	nex.addInsights(numbered(5, (index) => ({ content: `earlier ${index}` })));
	await passUntil(() => n8n.executions.length === 5, 'what came earlier');
	await pass(20 * MINUTE, MINUTE);
	nex.shapes.insightSpans = 'none';
	const before = nex.requests.length;
	missed(150, 100);
	await passUntil(() => n8n.failures.length > 0, 'a failed execution', HOUR);
	nex.addInsight({ content: 'live' });
	await passUntil(() => contents(n8n).includes('live'), 'what is live');
	await pass(6 * HOUR, MINUTE);
	expect(nex.requests.length - before).toBeLessThanOrEqual(120);
	expect(n8n.failures).toHaveLength(1);
	nex.shapes.insightSpans = 'any';
	await passUntil(() => all(n8n, 156), 'all of them', 2 * HOUR, 10 * SECOND);
	expect(n8n.executions).toHaveLength(156);
});

test.each([400, 404, 405, 422])(
	'REST that answers %i for six hours is asked ever less often, and a failed execution tells',
	async (status) => {
		const n8n = await listening();
		nex.faults.add({ operation: 'getInsights', times: 10_000, do: { status, body: { code: status, message: 'no' } } });
		missed(15, 100);
		const before = asked('getInsights');
		await passUntil(() => n8n.failures.length > 0, 'a failed execution', HOUR);
		nex.addInsight({ content: 'live' });
		await passUntil(() => contents(n8n).includes('live'), 'what is live');
		await pass(6 * HOUR, MINUTE);
		expect(n8n.failures).toHaveLength(1);
		expect(asked('getInsights') - before).toBeLessThanOrEqual(80);
		nex.faults.clear();
		await passUntil(() => all(n8n, 16), 'all of them', 2 * HOUR, 10 * SECOND);
	},
);

test.each([
	['nothing', { status: 204 }],
	['null', { status: 200, body: null }],
])('what was missed arrives though REST answers %s to every second question', async (_what, answer) => {
	const n8n = await listening();
	await pass(10 * MINUTE, MINUTE);
	for (let i = 0; i < 200; i++) nex.faults.add({ operation: 'getInsights', skip: i, do: answer });
	missed(250, 100);
	await passUntil(() => all(n8n, 250), 'all of them', 15 * MINUTE);
	expect(contents(n8n)).toEqual(names(250));
	expect(n8n.failures).toEqual([]);
});

test('a server that refuses future spans is asked until now when n8n starts again too', async () => {
	nex.shapes.insightSpans = 'past';
	const first = await listening();
	nex.addInsight({ content: 'n0' });
	await passUntil(() => first.executions.length === 1, 'one');
	await first.deactivate();
	await pass(10 * MINUTE, MINUTE);
	nex.addInsights([{ content: 'n1' }]);
	const second = await killed(first);
	await passUntil(() => contents(second).includes('n1'), 'what came meanwhile', 5 * MINUTE);
	// n8n 1 knows no keys, so what was handed over last starts again.
	expect(contents(second)).toEqual(isN8n1 ? ['n0', 'n1'] : ['n1']);
});
