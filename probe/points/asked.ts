import type { IDataObject } from 'n8n-workflow';
import type { Asked, OperationId } from '../client';
import { shapeOf } from '../shape';
import { objectsIn } from '../../nodes/shared/isObject';
import { timeOf } from '../../nodes/NexTrigger/timelines/event';
import type { Evidence, Point, Settled } from './point';
import { allFine, byAnswer, FINE, isGood, rowsIn, takenOrRefused, unanswered, WRONG } from './point';

/** More rows than any source allows at once. */
const MANY = 1_001;

/** Asks once more, unless the operation has not been answered at all. */
async function again(
	{ client, answers }: Evidence,
	id: OperationId,
	asked: Asked,
	judge: (rows: IDataObject[]) => Settled,
): Promise<Settled> {
	const first = answers.get(id);
	if (!first || !isGood(first)) return unanswered(first, id);
	const answer = await client.ask(id, asked);
	if (answer.status === 400 || answer.status === 422) return { side: 'refused' };
	return isGood(answer) ? judge(rowsIn(answer.body)) : unanswered(answer, id);
}

const byFirstType = (evidence: Evidence, body: IDataObject): Asked => ({ path: { slug: evidence.targets.slugs[0] ?? '' }, body });

/** What became of a request for more rows than sources name as the most. */
const cutTo =
	(most: number) =>
	(rows: IDataObject[]): Settled =>
		rows.length === most ? { side: 'cut' } : { side: 'taken' };

const limitPoint = (
	id: string,
	operation: OperationId,
	what: string,
	most: number,
	see: string,
	file: string,
	withPath = false,
): Point => ({
	id,
	question: `Whether more than ${most} ${what} may be asked for at once`,
	see,
	files: [file],
	sides: allFine('refused', 'cut', 'taken'),
	settle: (evidence) =>
		again(
			evidence,
			operation,
			{ query: { limit: most + 1 }, ...(withPath && { path: { record_id: evidence.targets.recordId ?? '' } }) },
			cutTo(most),
		),
});

const ASCENDING = 'oldest first';
const DESCENDING = 'newest first';

function orderOf(times: Array<number | undefined>): Settled {
	const known = times.filter((time) => time !== undefined);
	const [first, last] = [known[0], known.at(-1)];
	if (first === undefined || last === undefined || first === last) return { open: 'there are not two of different age' };
	const isSorted = (sign: number) => known.every((time, at) => at === 0 || sign * (time - (known[at - 1] ?? time)) >= 0);
	if (isSorted(1)) return { side: ASCENDING };
	return { side: isSorted(-1) ? DESCENDING : 'neither' };
}

const parsed = (value: unknown): number | undefined => {
	const time = Date.parse(String(value));
	return Number.isNaN(time) ? undefined : time;
};

/** Points that take a request of their own, which only reads. */
export const askedPoints: readonly Point[] = [
	{
		id: 'record-page-default',
		question: 'How many records come if no limit is sent',
		see: 'page-sizes',
		files: ['nodes/shared/fields/recordPage.ts'],
		sides: { ...allFine('fewer than asked for', 'all there are', 'refused'), ...allFine('25', '50', '100') },
		settle: (evidence) =>
			again(evidence, 'listRecords', byFirstType(evidence, {}), (rows) =>
				[10, 20, 25, 50, 100, 200, 500, 1_000].includes(rows.length)
					? { side: String(rows.length) }
					: { open: 'there are too few records to tell' },
			),
	},
	{
		id: 'record-page-most',
		question: 'How many records come at most',
		see: 'page-sizes',
		files: ['nodes/shared/fields/recordPage.ts', 'nodes/shared/answers/offsetPages.ts'],
		sides: allFine('refused', 'no limit met', '50', '100', '200', '250', '500', '1000'),
		settle: (evidence) =>
			again(evidence, 'listRecords', byFirstType(evidence, { limit: MANY, offset: 0 }), (rows) => {
				if (rows.length >= MANY) return { side: 'no limit met' };
				return [50, 100, 200, 250, 500, 1_000].includes(rows.length)
					? { side: String(rows.length) }
					: { open: 'there are too few records to tell' };
			}),
	},
	{
		id: 'record-sort-updated',
		question: 'Whether records can be sorted by updated_at',
		see: 'records',
		files: ['nodes/shared/fields/recordPage.ts'],
		sides: allFine('sorted', 'refused', 'ignored'),
		settle: (evidence) =>
			again(
				evidence,
				'listRecords',
				byFirstType(evidence, { limit: 50, offset: 0, sort: { attribute: 'updated_at', direction: 'desc' } }),
				(rows) => {
					const order = orderOf(rows.map(({ updated_at: at }) => parsed(at)));
					if ('open' in order) return { side: 'sorted' };
					return { side: order.side === DESCENDING ? 'sorted' : 'ignored' };
				},
			),
	},
	{
		id: 'record-order',
		question: 'In what order records come',
		see: 'records',
		files: ['nodes/shared/answers/offsetPages.ts'],
		sides: allFine(ASCENDING, DESCENDING, 'neither'),
		settle: byAnswer('listRecords', (body) => orderOf(rowsIn(body).map(({ created_at: at }) => parsed(at)))),
	},
	limitPoint('task-limit', 'listTasks', 'tasks', 500, 'tasks', 'nodes/NexTask/operations/getMany.ts'),
	limitPoint(
		'timeline-limit',
		'getRecordTimeline',
		'events of a timeline',
		100,
		'timeline-events',
		'nodes/NexTimeline/operations/getMany.ts',
		true,
	),
	limitPoint('insight-limit', 'getInsights', 'insights', 100, 'insight-limit', 'nodes/NexTrigger/insights/gap.ts'),
	limitPoint('feed-limit', 'getNotificationFeed', 'notifications', 50, 'notifications', 'nodes/NexNotification/operations/getFeed.ts'),
	{
		id: 'insight-days',
		question: 'Whether the time of insights may be given in days',
		see: 'insight-window',
		files: ['nodes/NexInsight/window.ts'],
		sides: allFine('taken', 'refused'),
		settle: (evidence) => again(evidence, 'getInsights', { query: { last: '1d', limit: 1 } }, () => ({ side: 'taken' })),
	},
	{
		id: 'insight-both-times',
		question: 'Whether last may be combined with from and to',
		see: 'insight-window',
		files: ['nodes/NexInsight/window.ts'],
		sides: allFine('taken', 'refused'),
		settle: (evidence) =>
			again(evidence, 'getInsights', { query: { last: '1h', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', limit: 1 } }, () => ({
				side: 'taken',
			})),
	},
	{
		id: 'insight-order',
		question: 'In what order insights come',
		see: 'insight-limit',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine(ASCENDING, DESCENDING),
		settle: byAnswer('getInsights', (body) => orderOf(rowsIn(body).map(({ created_at: at }) => parsed(at)))),
	},
	{
		id: 'timeline-order',
		question: 'In what order the events of a timeline come',
		see: 'timeline-order',
		files: ['nodes/NexTrigger/timelines/walk.ts'],
		sides: allFine(DESCENDING, ASCENDING),
		settle: byAnswer('getRecordTimeline', (body) => orderOf(rowsIn(body).map((event) => timeOf(event)))),
	},
	{
		id: 'timeline-aggregation',
		question: 'Whether events are gathered in others',
		see: 'timeline-events',
		files: ['nodes/NexTrigger/timelines/event.ts'],
		sides: allFine('gathered'),
		settle: byAnswer('getRecordTimeline', (body) => {
			const gathered = rowsIn(body).filter(({ is_aggregated: is, children }) => is === true || objectsIn(children).length > 0);
			return gathered.length > 0
				? { side: 'gathered', shape: shapeOf(gathered) }
				: { open: 'no event of the record looked at is gathered' };
		}),
	},
	{
		id: 'timeline-relationships',
		question: 'Whether relationships are on timelines',
		see: 'timeline-relationships',
		files: ['nodes/NexTrigger/timelines/event.ts'],
		sides: allFine('seen'),
		settle: byAnswer('getRecordTimeline', (body) => {
			const found = rowsIn(body).filter(({ resource_type: type }) => String(type).includes('relationship'));
			return found.length > 0 ? { side: 'seen', shape: shapeOf(found) } : { open: 'none was on the timeline looked at' };
		}),
	},
	{
		id: 'trailing-slash',
		question: 'How the integrations are answered with a slash behind their path',
		see: 'integrations',
		files: ['nodes/shared/transport/request.ts'],
		sides: allFine('answered', 'not found', 'redirected'),
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
		async settle({ client }) {
			const answer = await client.ask('getConnectStatus', { path: { connect_id: 'n8n-nodes-nex' } });
			if ([400, 404, 410].includes(answer.status)) return { side: String(answer.status) };
			return takenOrRefused(answer);
		},
	},
];
