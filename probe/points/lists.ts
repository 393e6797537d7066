import { asObject } from '../../nodes/shared/isObject';
import type { OperationId } from '../client';
import { shapeOf } from '../shape';
import type { Point, Settled } from './point';
import { allFine, byAnswer, WRONG } from './point';

const BARE = 'a bare list';

/** Where the rows of an answer stand: under one of the names, in a bare list, or somewhere else. */
function placeOfRows(body: unknown, names: readonly string[]): Settled {
	const name = names.find((one) => Array.isArray(asObject(body)[one]));
	return { side: Array.isArray(body) ? BARE : (name ?? 'somewhere else'), shape: shapeOf(body) };
}

interface Envelope {
	id: string;
	/** Such as "the tasks of a list". */
	rows: string;
	operation: OperationId;
	/** Names that the pack reads, and those that it does not. */
	names: readonly string[];
	others?: readonly string[];
	see?: string;
	files: string[];
}

const envelope = ({ id, rows, operation, names, others = [], see = 'envelopes', files }: Envelope): Point => ({
	id,
	question: `Where ${rows} stand`,
	see,
	files,
	sides: { ...allFine(...names, BARE), 'somewhere else': WRONG },
	...byAnswer(operation, (body) => placeOfRows(body, [...names, ...others])),
});

function pagingOf(body: unknown): Settled {
	const { total, has_more: hasMore, next_offset: next } = asObject(body);
	const tellsRest = hasMore !== undefined || next !== undefined;
	const side = total !== undefined ? (tellsRest ? 'both' : 'total') : tellsRest ? 'has_more' : 'neither';
	return { side, shape: Array.isArray(body) ? 'list' : shapeOf({ ...asObject(body), data: [] }) };
}

const paging = (id: string, rows: string, operation: OperationId): Point => ({
	id,
	question: `What a page of ${rows} says about the rest`,
	see: 'record-pages',
	files: ['nodes/shared/operation/pages.ts', 'nodes/shared/answers/offsetPages.ts'],
	sides: allFine('total', 'has_more', 'both', 'neither'),
	...byAnswer(operation, pagingOf),
});

/** Points on what stands around the rows of a list. */
export const listPoints: readonly Point[] = [
	paging('record-paging', 'records', 'listRecords'),
	paging('list-paging', 'list members', 'getListRecords'),
	paging('task-paging', 'tasks', 'listTasks'),
	envelope({
		id: 'object-envelope',
		rows: 'the object types',
		operation: 'listObjects',
		names: ['data'],
		others: ['objects'],
		files: ['nodes/NexObject/operations/getMany.ts', 'nodes/shared/methods/objects.ts'],
	}),
	envelope({
		id: 'record-envelope',
		rows: 'the records of a page',
		operation: 'listRecords',
		names: ['data'],
		others: ['records'],
		files: ['nodes/NexRecord/operations/getMany.ts'],
	}),
	envelope({
		id: 'list-envelope',
		rows: 'the lists of an object type',
		operation: 'listObjectLists',
		names: ['data'],
		others: ['lists'],
		files: ['nodes/NexList/operations/getMany.ts'],
	}),
	envelope({
		id: 'member-envelope',
		rows: 'the members of a list',
		operation: 'getListRecords',
		names: ['data'],
		others: ['records', 'members'],
		files: ['nodes/NexList/operations/getManyMembers.ts'],
	}),
	envelope({
		id: 'relationship-envelope',
		rows: 'the kinds of relationship',
		operation: 'listRelationshipDefinitions',
		names: ['data'],
		others: ['relationships'],
		files: ['nodes/NexRelationship/operations/getManyDefinitions.ts'],
	}),
	envelope({
		id: 'task-envelope',
		rows: 'the tasks of a list',
		operation: 'listTasks',
		names: ['data', 'tasks'],
		files: ['nodes/NexTask/operations/getMany.ts'],
	}),
	envelope({
		id: 'note-envelope',
		rows: 'the notes of a list',
		operation: 'listNotes',
		names: ['data', 'notes'],
		files: ['nodes/NexNote/operations/getMany.ts'],
	}),
	envelope({
		id: 'timeline-envelope',
		rows: 'the events of a timeline',
		operation: 'getRecordTimeline',
		names: ['data'],
		others: ['events'],
		see: 'timeline-events',
		files: ['nodes/NexTimeline/operations/getMany.ts', 'nodes/NexTrigger/timelines/watch.ts'],
	}),
	envelope({
		id: 'integration-envelope',
		rows: 'the integrations',
		operation: 'listIntegrations',
		names: ['data', 'integrations'],
		files: ['nodes/NexIntegration/operations/getMany.ts'],
	}),
	envelope({
		id: 'feed-envelope',
		rows: 'the items of the notification feed',
		operation: 'getNotificationFeed',
		names: ['items', 'data'],
		files: ['nodes/NexNotification/operations/getFeed.ts', 'nodes/NexTrigger/notifications/trigger.ts'],
	}),
	envelope({
		id: 'rule-envelope',
		rows: 'the notification rules',
		operation: 'listCustomNotificationRules',
		names: ['rules', 'data'],
		files: ['nodes/NexNotification/operations/getManyRules.ts'],
	}),
	envelope({
		id: 'insight-envelope',
		rows: 'the insights of a list',
		operation: 'getInsights',
		names: ['data', 'insights'],
		see: 'insight-envelope',
		files: ['nodes/NexInsight/operations/getMany.ts', 'nodes/NexTrigger/insights/insight.ts'],
	}),
];
