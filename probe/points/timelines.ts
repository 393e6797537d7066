import type { IDataObject } from 'n8n-workflow';
import { timeOf } from '../../nodes/NexTrigger/timelines/event';
import { objectsIn } from '../../nodes/shared/isObject';
import { idOf } from '../own';
import { shapeOf } from '../shape';
import { ASCENDING, DESCENDING, orderOf } from './order';
import type { Evidence, Point, Settled } from './point';
import { allFine, byAnswer, isGood, rowsIn, unanswered } from './point';

const aboutRelationships = (events: IDataObject[]): IDataObject[] =>
	events.filter(({ resource_type: type }) => String(type).includes('relationship'));

/** Looks at the timeline of a record that surely has a relationship, or else at the one that was read. */
async function relationships({ client, answers, own }: Evidence): Promise<Settled> {
	const isOwn = own?.ids.relationship !== undefined;
	const answer = isOwn
		? await client.ask('getRecordTimeline', { path: { record_id: idOf(own, 'record') }, query: { limit: 100 } })
		: answers.get('getRecordTimeline');
	if (!answer || !isGood(answer)) return unanswered(answer, 'getRecordTimeline');
	const found = aboutRelationships(rowsIn(answer.body));
	if (found.length > 0) return { side: 'seen', shape: shapeOf(found) };
	return isOwn ? { side: 'not seen' } : { open: 'none was on the timeline looked at: --write tells' };
}

/** Points on timelines. */
export const timelinePoints: readonly Point[] = [
	{
		id: 'timeline-order',
		question: 'In what order the events of a timeline come',
		see: 'timeline-order',
		files: ['nodes/NexTrigger/timelines/walk.ts'],
		sides: allFine(DESCENDING, ASCENDING),
		...byAnswer('getRecordTimeline', (body) => orderOf(rowsIn(body).map((event) => timeOf(event)))),
	},
	{
		id: 'timeline-aggregation',
		question: 'Whether events are gathered in others',
		see: 'timeline-events',
		files: ['nodes/NexTrigger/timelines/event.ts'],
		sides: allFine('gathered'),
		...byAnswer('getRecordTimeline', (body) => {
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
		sides: allFine('seen', 'not seen'),
		needs: ['getRecordTimeline'],
		things: ['relationship'],
		settle: relationships,
	},
];
