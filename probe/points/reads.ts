import { asObject, isObject, objectsIn } from '../../nodes/shared/isObject';
import { shapeOf } from '../shape';
import type { Point, Settled } from './point';
import { allFine, byAnswer, FINE, namesIn, objectsDeep, placeOfRows, rowsIn, WRONG } from './point';

const paging = (body: unknown): Settled => {
	const { total, has_more: hasMore, next_offset: next } = asObject(body);
	const tellsRest = hasMore !== undefined || next !== undefined;
	const side = total !== undefined ? (tellsRest ? 'both' : 'total') : tellsRest ? 'has_more' : 'neither';
	return { side, shape: Array.isArray(body) ? 'list' : shapeOf({ ...asObject(body), data: [] }) };
};

/** Whether a value of an attribute is an array of objects that carry a type and a value named after it. */
const isWrapped = (value: unknown): boolean => {
	const [first] = objectsIn(value);
	return first !== undefined && typeof first.type === 'string' && first.type in first;
};

const PAGING_SIDES = allFine('total', 'has_more', 'both', 'neither');

/** Points that the first answer to an operation settles by itself. */
export const readPoints: readonly Point[] = [
	{
		id: 'record-paging',
		question: 'What a page of records says about the rest',
		see: 'record-pages',
		files: ['nodes/shared/operation/pages.ts', 'nodes/shared/answers/offsetPages.ts'],
		sides: PAGING_SIDES,
		settle: byAnswer('listRecords', paging),
	},
	{
		id: 'list-paging',
		question: 'What a page of list members says about the rest',
		see: 'record-pages',
		files: ['nodes/shared/operation/pages.ts', 'nodes/shared/answers/offsetPages.ts'],
		sides: PAGING_SIDES,
		settle: byAnswer('getListRecords', paging),
	},
	{
		id: 'task-paging',
		question: 'What a page of tasks says about the rest',
		see: 'record-pages',
		files: ['nodes/shared/operation/pages.ts', 'nodes/shared/answers/offsetPages.ts'],
		sides: PAGING_SIDES,
		settle: byAnswer('listTasks', paging),
	},
	{
		id: 'task-envelope',
		question: 'Where the tasks of a list stand',
		see: 'envelopes',
		files: ['nodes/NexTask/operations/getMany.ts'],
		sides: allFine('data', 'a bare list'),
		settle: byAnswer('listTasks', (body) => placeOfRows(body, 'data', 'tasks')),
	},
	{
		id: 'note-envelope',
		question: 'Where the notes of a list stand',
		see: 'envelopes',
		files: ['nodes/NexNote/operations/getMany.ts'],
		sides: allFine('data', 'a bare list'),
		settle: byAnswer('listNotes', (body) => placeOfRows(body, 'data', 'notes')),
	},
	{
		id: 'timeline-envelope',
		question: 'Where the events of a timeline stand',
		see: 'timeline-events',
		files: ['nodes/NexTimeline/operations/getMany.ts', 'nodes/NexTrigger/timelines/watch.ts'],
		sides: { data: FINE, events: WRONG, 'a bare list': FINE },
		settle: byAnswer('getRecordTimeline', (body) => placeOfRows(body, 'data', 'events')),
	},
	{
		id: 'integration-envelope',
		question: 'Where the integrations stand',
		see: 'envelopes',
		files: ['nodes/NexIntegration/operations/getMany.ts'],
		sides: allFine('a bare list', 'data', 'integrations'),
		settle: byAnswer('listIntegrations', (body) => placeOfRows(body, 'data', 'integrations')),
	},
	{
		id: 'feed-envelope',
		question: 'Where the items of the notification feed stand',
		see: 'envelopes',
		files: ['nodes/NexNotification/operations/getFeed.ts', 'nodes/NexTrigger/notifications/trigger.ts'],
		sides: { items: FINE, data: FINE, 'a bare list': FINE },
		settle: byAnswer('getNotificationFeed', (body) => placeOfRows(body, 'items', 'data')),
	},
	{
		id: 'search-results',
		question: 'Whether search results are a map by object type or a list',
		see: 'search',
		files: ['nodes/shared/answers/hits.ts'],
		sides: allFine('a map', 'a list'),
		settle: byAnswer('searchRecords', (body) => {
			const results = asObject(body).results ?? body;
			return { side: Array.isArray(results) ? 'a list' : isObject(results) ? 'a map' : 'something else', shape: shapeOf(body) };
		}),
	},
	{
		id: 'multi-value-name',
		question: 'How the flag of an attribute with several values is spelled',
		see: 'multi-value',
		files: ['nodes/shared/attributes/definition.ts', 'nodes/NexObject/operations/createAttribute.ts'],
		sides: { is_multi_value: FINE, is_multivalue: WRONG, both: FINE },
		settle: byAnswer('listObjects', (body, { answers }) => {
			const names = namesIn([...objectsDeep(body), ...objectsDeep(answers.get('getObjectDefinition')?.body)]);
			const found = ['is_multi_value', 'is_multivalue'].filter((name) => names.has(name));
			if (found.length === 0) return { open: 'no attribute says whether it takes several values' };
			return { side: found.length > 1 ? 'both' : (found[0] ?? '') };
		}),
	},
	{
		id: 'deal-type',
		question: 'Whether there are object types of the type deal',
		see: 'objects',
		files: ['nodes/shared/methods/objects.ts'],
		sides: allFine('seen'),
		settle: byAnswer('listObjects', (body) =>
			rowsIn(body).some(({ type }) => type === 'deal') ? { side: 'seen' } : { open: 'this workspace has none' },
		),
	},
	{
		id: 'attribute-values',
		question: 'Whether values of attributes are plain or wrapped in objects with a type',
		see: 'attribute-values',
		files: ['nodes/shared/attributes/plain.ts', 'nodes/shared/attributes/writeMode.ts'],
		sides: allFine('plain', 'wrapped'),
		settle: byAnswer('listRecords', (body) => {
			const values = rowsIn(body).flatMap(({ attributes }) => Object.values(asObject(attributes)));
			if (values.length === 0) return { open: 'no record with an attribute was found' };
			return { side: values.some(isWrapped) ? 'wrapped' : 'plain', shape: shapeOf(values) };
		}),
	},
	{
		id: 'id-form',
		question: 'Whether IDs of records are text or numbers, and how long',
		see: 'ids',
		files: ['nodes/shared/transport/json.ts', 'nodes/shared/values/id.ts'],
		sides: allFine('up to 15 digits', '16 to 19 digits', 'more than 19 digits', 'letters too'),
		settle: byAnswer('listRecords', (body) => {
			const ids = rowsIn(body).flatMap(({ id }) => (typeof id === 'string' || typeof id === 'number' ? String(id) : []));
			if (ids.length === 0) return { open: 'no record was found' };
			if (ids.some((id) => !/^\d+$/.test(id))) return { side: 'letters too' };
			const longest = Math.max(...ids.map(({ length }) => length));
			return { side: longest < 16 ? 'up to 15 digits' : longest < 20 ? '16 to 19 digits' : 'more than 19 digits' };
		}),
	},
	{
		id: 'whatsapp',
		question: 'Whether WhatsApp is among the integrations',
		see: 'whatsapp',
		files: ['nodes/NexIntegration/integrations.ts'],
		sides: allFine('listed', 'not listed'),
		settle: byAnswer('listIntegrations', (body) => ({
			side: rowsIn(body).some(({ provider }) => provider === 'whatsapp') ? 'listed' : 'not listed',
		})),
	},
	{
		id: 'ask-extras',
		question: 'Whether an answer to a question has a session_id',
		see: 'shapes',
		files: ['nodes/NexContext/operations/ask.ts', 'nodes/NexMemory/recall.ts'],
		sides: allFine('session_id', 'none'),
		settle: byAnswer('queryContext', (body) => ({ side: 'session_id' in asObject(body) ? 'session_id' : 'none', shape: shapeOf(body) })),
	},
	{
		id: 'ask-types',
		question: 'How an answer names the type of a record',
		see: 'shapes',
		files: ['nodes/NexContext/operations/ask.ts'],
		sides: allFine('capitals', 'small letters', 'a code'),
		settle: byAnswer('queryContext', (body) => {
			const types = objectsIn(asObject(body).entities_considered).map(({ type }) => type);
			if (types.length === 0) return { open: 'the answer named no record' };
			if (types.some((type) => /^\d+$/.test(String(type)))) return { side: 'a code' };
			return { side: types.every((type) => String(type) === String(type).toUpperCase()) ? 'capitals' : 'small letters' };
		}),
	},
	{
		id: 'notification-scope',
		question: 'Which scope the notification feed takes',
		see: 'scopes',
		files: ['nodes/NexNotification/operations/getFeed.ts'],
		sides: { 'notification.read': FINE, another: WRONG },
		settle: ({ answers }) => {
			const [feed, rules] = ['getNotificationFeed', 'listCustomNotificationRules'].map((id) => answers.get(id)?.status);
			if (feed === 403 && rules === 403) return { side: 'notification.read' };
			if (feed === 403 || rules === 403) return { side: 'another' };
			return { open: 'only a key without it can tell' };
		},
	},
	{
		id: 'context-scope',
		question: 'Which scope asking takes',
		see: 'context-scopes',
		files: ['nodes/shared/transport/scopes.ts'],
		sides: allFine('record.read suffices', 'insight.stream suffices'),
		settle: ({ answers }) => {
			const [asking, records, insights] = ['queryContext', 'getGraph', 'getInsights'].map((id) => answers.get(id)?.status);
			if (asking === 200 && records === 403 && insights === 200) return { side: 'insight.stream suffices' };
			if (asking === 200 && insights === 403 && records === 200) return { side: 'record.read suffices' };
			return { open: 'only a key with one of the two scopes can tell' };
		},
	},
];
