import type { OperationId } from '../client';
import { again, ofFirstType } from './again';
import type { Evidence, Point, Settled } from './point';
import { allFine } from './point';

/** More rows than any source allows at once. */
const MANY = 1_001;
const SIZES = [10, 20, 25, 50, 100, 200, 250, 500, 1_000];

const sizeOf = (rows: unknown[]): Settled =>
	SIZES.includes(rows.length) ? { side: String(rows.length) } : { open: 'there are too few records to tell' };

interface Limited {
	id: string;
	operation: OperationId;
	what: string;
	most: number;
	see: string;
	file: string;
	path?: (evidence: Evidence) => Record<string, string>;
}

const limit = ({ id, operation, what, most, see, file, path }: Limited): Point => ({
	id,
	question: `Whether more than ${most} ${what} may be asked for at once`,
	see,
	files: [file],
	sides: allFine('refused', 'cut', 'taken'),
	...again(
		operation,
		(evidence) => ({ query: { limit: most + 1 }, path: path?.(evidence) }),
		({ length }) => ({ side: length === most ? 'cut' : 'taken' }),
	),
});

/** Points on how much comes at once. */
export const limitPoints: readonly Point[] = [
	{
		id: 'record-page-default',
		question: 'How many records come if no limit is sent',
		see: 'page-sizes',
		files: ['nodes/shared/fields/recordPage.ts'],
		sides: allFine('refused', ...SIZES.map(String)),
		...again('listRecords', ofFirstType({}), sizeOf),
	},
	{
		id: 'record-page-most',
		question: 'How many records come at most',
		see: 'page-sizes',
		files: ['nodes/shared/fields/recordPage.ts', 'nodes/shared/answers/offsetPages.ts'],
		sides: allFine('refused', 'no limit met', ...SIZES.map(String)),
		...again('listRecords', ofFirstType({ limit: MANY, offset: 0 }), (rows) =>
			rows.length >= MANY ? { side: 'no limit met' } : sizeOf(rows),
		),
	},
	limit({
		id: 'task-limit',
		operation: 'listTasks',
		what: 'tasks',
		most: 500,
		see: 'tasks',
		file: 'nodes/NexTask/operations/getMany.ts',
	}),
	limit({
		id: 'timeline-limit',
		operation: 'getRecordTimeline',
		what: 'events of a timeline',
		most: 100,
		see: 'timeline-events',
		file: 'nodes/NexTimeline/operations/getMany.ts',
		path: ({ targets }) => ({ record_id: targets.recordId ?? '' }),
	}),
	limit({
		id: 'insight-limit',
		operation: 'getInsights',
		what: 'insights',
		most: 100,
		see: 'insight-limit',
		file: 'nodes/NexTrigger/insights/gap.ts',
	}),
	limit({
		id: 'feed-limit',
		operation: 'getNotificationFeed',
		what: 'notifications',
		most: 50,
		see: 'notifications',
		file: 'nodes/NexNotification/operations/getFeed.ts',
	}),
];
