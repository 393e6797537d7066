import type { IDataObject } from 'n8n-workflow';
import { again, ofFirstType } from './again';
import { ASCENDING, DESCENDING, millisecondsOf, orderOf } from './order';
import type { Point } from './point';
import { allFine, byAnswer, FINE, isGood, rowsIn, takenOrRefused, unanswered, WRONG } from './point';

/** Whether insights may be asked for in a way that not all sources know. */
const insightTime = (id: string, question: string, query: IDataObject): Point => ({
	id,
	question,
	see: 'insight-window',
	files: ['nodes/NexInsight/timeRange.ts'],
	sides: allFine('taken', 'refused'),
	...again(
		'getInsights',
		() => ({ query: { ...query, limit: 1 } }),
		() => ({ side: 'taken' }),
	),
});

/** Points that take a request of their own, which only reads. */
export const askedPoints: readonly Point[] = [
	{
		id: 'record-sort-updated',
		question: 'Whether records can be sorted by updated_at',
		see: 'records',
		files: ['nodes/shared/fields/recordPage.ts'],
		sides: allFine('sorted', 'refused', 'ignored'),
		...again('listRecords', ofFirstType({ limit: 50, offset: 0, sort: { attribute: 'updated_at', direction: 'desc' } }), (rows) => {
			const order = orderOf(rows.map(({ updated_at: at }) => millisecondsOf(at)));
			if ('open' in order) return { side: 'sorted' };
			return { side: order.side === DESCENDING ? 'sorted' : 'ignored' };
		}),
	},
	{
		id: 'record-order',
		question: 'In what order records come',
		see: 'records',
		files: ['nodes/shared/answers/offsetPages.ts'],
		sides: allFine(ASCENDING, DESCENDING, 'neither'),
		...byAnswer('listRecords', (body) => orderOf(rowsIn(body).map(({ created_at: at }) => millisecondsOf(at)))),
	},
	insightTime('insight-days', 'Whether the time of insights may be given in days', { last: '1d' }),
	insightTime('insight-both-times', 'Whether last may be combined with from and to', {
		last: '1h',
		from: '2026-01-01T00:00:00Z',
		to: '2026-01-02T00:00:00Z',
	}),
	insightTime('insight-one-time', 'Whether from may be given without to', { from: '2026-01-01T00:00:00Z' }),
	{
		id: 'insight-order',
		question: 'In what order insights come',
		see: 'insight-limit',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine(ASCENDING, DESCENDING),
		...byAnswer('getInsights', (body) => orderOf(rowsIn(body).map(({ created_at: at }) => millisecondsOf(at)))),
	},
	{
		id: 'trailing-slash',
		question: 'How the integrations are answered with a slash behind their path',
		see: 'integrations',
		files: ['nodes/shared/transport/outcome.ts'],
		sides: allFine('answered', 'not found', 'redirected'),
		needs: [],
		async settle({ client }) {
			const answer = await client.ask('listIntegrations', { suffix: '/' });
			if (answer.status === 404) return { side: 'not found' };
			if (answer.isRedirected || (answer.status >= 300 && answer.status < 400)) return { side: 'redirected' };
			return isGood(answer) ? { side: 'answered' } : unanswered(answer, 'listIntegrations');
		},
	},
	{
		id: 'graph-page',
		question: 'Whether an Accept header of text/html alone gets the graph as a page',
		see: 'graph',
		files: ['nodes/NexGraph/graph.ts'],
		sides: allFine('a page', 'JSON'),
		needs: ['getGraph'],
		async settle({ client, answers }) {
			const first = answers.get('getGraph');
			if (!first || !isGood(first)) return unanswered(first, 'getGraph');
			const answer = await client.ask('getGraph', { query: { limit: 1 }, accept: 'text/html' });
			if (!isGood(answer)) return unanswered(answer, 'getGraph');
			return { side: (answer.headers['content-type'] ?? '').includes('html') ? 'a page' : 'JSON' };
		},
	},
	{
		id: 'unknown-connect',
		question: 'How the status of an unknown connect link is answered',
		see: 'integrations',
		files: ['nodes/NexIntegration/operations/getConnectionStatus.ts'],
		sides: { '400': FINE, '404': FINE, '410': FINE, taken: WRONG },
		needs: [],
		async settle({ client }) {
			const answer = await client.ask('getConnectStatus', { path: { connect_id: 'n8n-nodes-nex' } });
			if ([400, 404, 410].includes(answer.status)) return { side: String(answer.status) };
			return takenOrRefused(answer);
		},
	},
];
