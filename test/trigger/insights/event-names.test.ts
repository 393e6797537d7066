import { contents, listening, nex } from '../../support/insight-hosts';
import { pass } from '../../support/virtual-time';

test.each([
	'insight.batch.created',
	'insight.batch.created ',
	' insight.batch.created',
	'Insight.Batch.Created',
	'INSIGHT.BATCH.CREATED',
	'INSIGHT_CREATED ',
	'insight created',
	'insight.batch.created\t',
	'insight ',
	' Insights ',
	'message',
	'Message ',
	' MESSAGE',
	' ',
	'/insight/created/',
	'[insights]',
])('insights in an event that is called "%s" start the workflow at once', async (name) => {
	const n8n = await listening();
	nex.stream.write(`event: ${name}\ndata: ${JSON.stringify({ insights: [{ content: 'x' }] })}\n\n`);
	await pass(2_000);
	expect(contents(n8n)).toEqual(['x']);
});

test.each(['insight.deleted ', ' Insight.Updated', 'INSIGHT_REMOVED ', 'ping ', 'heartbeat'])(
	'what is no new insight starts no workflow: "%s"',
	async (name) => {
		const n8n = await listening();
		nex.stream.write(`event: ${name}\ndata: ${JSON.stringify({ insights: [{ content: 'x' }] })}\n\n`);
		await pass(2_000);
		expect(contents(n8n)).toEqual([]);
	},
);
