import { gzipSync } from 'node:zlib';
import { contents, listening, host, MINUTE, nex, SECOND } from '../support/insight-hosts';
import { pass, passUntil } from '../support/virtual-time';

const write = (event: string, content: string) =>
	nex.stream.write(`event: ${event}\ndata: ${JSON.stringify({ insights: [{ content, type: 'fact', id: content }] })}\n\n`);

test.each([
	'insight.updated',
	'insight.batch.deleted',
	'insight.archived',
	'insights.merged',
	'insightUpdated',
	'deleted_insight',
	'INSIGHT_REMOVED',
	'workspace.created',
	'task.created',
	'insight.deleted ',
	' Insight.Updated',
	'INSIGHT_REMOVED ',
	'ping ',
	'heartbeat',
])('an event named "%s" starts nothing', async (name) => {
	const n8n = await listening();
	write(name, 'x');
	await pass(2 * SECOND, 250);
	expect(contents(n8n)).toEqual([]);
	expect(n8n.failures).toEqual([]);
});

test.each([
	'insight.batch.created',
	'insight.created',
	'insight',
	'insights',
	'Insight.Batch.Created',
	'insightCreated',
	'insightsAdded',
	'new_insight',
	'new insights',
	'INSIGHT_CREATED',
	'insight/created',
	'message',
	'insight.batch.created ',
	' insight.batch.created',
	'INSIGHT.BATCH.CREATED',
	'INSIGHT_CREATED ',
	'insight created',
	'insight.batch.created\t',
	'insight ',
	' Insights ',
	'Message ',
	' MESSAGE',
	' ',
	'/insight/created/',
	'[insights]',
])('an event named "%s" starts a workflow', async (name) => {
	const n8n = await listening();
	write(name, 'x');
	await passUntil(() => n8n.executions.length > 0, 'an execution', 2 * SECOND);
	expect(contents(n8n)).toEqual(['x']);
});

test('an event of a kind that nobody has heard of has Nex asked, so that what it may have told is not lost', async () => {
	const n8n = await listening();
	nex.addInsights([{ content: 'told otherwise' }], { emit: false });
	write('insight.dawn', 'x');
	await passUntil(() => n8n.executions.length > 0, 'what it may have told', 5 * SECOND);
	expect(contents(n8n)).toEqual(['told otherwise']);
});

test.each(['gzip', 'br', 'deflate', 'GZIP'])(
	'a stream that comes as %s though it was not asked to is no stream: REST tells instead',
	async (coding) => {
		const body = gzipSync(': connected\n\n').toString('latin1');
		nex.faults.add({
			operation: 'streamInsights',
			times: 1_000,
			do: { status: 200, headers: { 'content-type': 'text/event-stream', 'content-encoding': coding }, body },
		});
		const n8n = host();
		await n8n.activate();
		await pass(MINUTE, 5 * SECOND);
		nex.addInsights([{ content: 'x' }], { emit: false });
		await passUntil(() => n8n.executions.length > 0, 'the insight', 5 * MINUTE, 5 * SECOND);
		expect(contents(n8n)).toEqual(['x']);
	},
);

test.each([
	['Jos\u00e9 Pine', 'Jose\u0301 Pine Foods'],
	['JOSE\u0301 pine', 'Jos\u00e9 Pine'],
	['\u00c5 Timber', 'A\u030a  Timber'],
	['\uff30ine', 'Pine'],
])('the filter About %j finds %j, however its letters are composed', async (entity, hint) => {
	const n8n = await listening({ parameters: { filters: { entity } } });
	nex.addInsights([
		{ content: 'x', target: { type: 'entity', hint } },
		{ content: 'y', target: { type: 'entity', hint: 'Ida Berg' } },
	]);
	await passUntil(() => n8n.executions.length > 0, 'the insight that passes');
	await pass(2 * SECOND, 250);
	expect(contents(n8n)).toEqual(['x']);
});

test('a key that is refused for a moment is tried again soon', async () => {
	const n8n = await listening();
	nex.faults.add({ path: /insights/, times: 2, do: { status: 401, body: { code: 401, message: 'not now' } } });
	nex.stream.drop();
	await passUntil(() => n8n.failures.length > 0, 'a failed execution');
	nex.addInsights([{ content: 'x' }]);
	await passUntil(() => n8n.executions.length > 0, 'the insight', 8 * MINUTE, 5 * SECOND);
	expect(contents(n8n)).toEqual(['x']);
});
