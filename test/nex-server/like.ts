import type { NexServer } from './index';
import { SCOPES } from './scopes';
import type { Scope } from './scopes';
import type { Shapes } from './shapes';

type Patch = Partial<Shapes>;

const envelope = (operation: string, documented: string, ...others: string[]): Record<string, Patch> => ({
	[documented || 'a bare list']: {},
	...Object.fromEntries(others.map((name) => [name, { envelopes: { [operation]: name === 'a bare list' ? '' : name } }])),
});

const limit = (operation: string): Record<string, Patch> => ({
	refused: {},
	cut: { overLimit: { [operation]: 'cut' } },
	taken: { overLimit: { [operation]: 'taken' } },
});

const order = (operation: string, usual: string, other: string): Record<string, Patch> => ({
	[usual]: {},
	[other]: { reversed: [operation] },
});

/** How the embedded Nex does what a report of `npm run probe` says, by point and side. */
export const LIKENESS: Readonly<Record<string, Readonly<Record<string, Patch>>>> = {
	'record-paging': { total: {}, has_more: { recordPaging: 'has_more' }, both: { recordPaging: 'both' }, neither: { recordPaging: 'none' } },
	'task-envelope': envelope('listTasks', 'data', 'a bare list'),
	'note-envelope': envelope('listNotes', 'data', 'a bare list'),
	'timeline-envelope': envelope('getRecordTimeline', 'data', 'events', 'a bare list'),
	'integration-envelope': envelope('listIntegrations', '', 'data', 'integrations'),
	'feed-envelope': envelope('getNotificationFeed', 'items', 'data', 'a bare list'),
	'search-results': { 'a map': {}, 'a list': { search: 'array' } },
	'multi-value-name': { is_multi_value: {}, is_multivalue: { multiValueName: 'is_multivalue' } },
	'attribute-values': { plain: {}, wrapped: { attributeValues: 'objects' } },
	whatsapp: { 'not listed': {}, listed: { whatsapp: true } },
	'ask-extras': { none: {}, session_id: { askSession: true } },
	'ask-types': { capitals: {}, 'small letters': { askTypes: 'small letters' }, 'a code': { askTypes: 'a code' } },
	'record-page-default': { '50': {}, '25': { recordPageDefault: 25 }, '20': { recordPageDefault: 20 }, '10': { recordPageDefault: 10 } },
	'record-page-most': {
		'no limit met': {},
		'50': { recordPageCap: 50 },
		'100': { recordPageCap: 100 },
		'200': { recordPageCap: 200 },
		'500': { recordPageCap: 500 },
		'1000': { recordPageCap: 1_000 },
	},
	'record-sort-updated': { sorted: {}, refused: { sortUpdated: 'refused' }, ignored: { sortUpdated: 'ignored' } },
	'record-order': order('listRecords', 'oldest first', 'newest first'),
	'task-limit': limit('listTasks'),
	'timeline-limit': limit('getRecordTimeline'),
	'insight-limit': limit('getInsights'),
	'feed-limit': limit('getNotificationFeed'),
	'insight-days': { taken: {}, refused: { insightDays: false } },
	'insight-both-times': { refused: {}, taken: { insightBothTimes: true } },
	'insight-order': order('getInsights', 'newest first', 'oldest first'),
	'timeline-order': order('getRecordTimeline', 'newest first', 'oldest first'),
	'trailing-slash': { 'not found': {}, answered: { trailingSlash: 'answered' }, redirected: { trailingSlash: 'redirected' } },
	'graph-page': { 'a page': {}, JSON: { graphByAccept: false } },
	'unknown-connect': { '400': {}, '404': { unknownConnect: 404 }, '410': { unknownConnect: 410 } },
	'insight-envelope': { data: {}, insights: { insights: 'insights' }, 'a bare list': { insights: 'array' } },
	'insight-fields': { 'those of the reference': {}, 'confidence, target or evidence too': { insightFields: 'full' } },
	'insight-ids': {
		shared: {},
		'only over REST': { insightIds: 'rest' },
		'only in the stream': { insightIds: 'stream' },
		'neither has any': { insightIds: false },
	},
	'stream-greeting': { greets: {}, 'does not greet': { greeting: false } },
	'stream-replay': { 'an event for each': {}, 'one event for all': { replay: 'one' }, none: { replay: 'none' } },
	'stream-created-at': { yes: {}, no: { streamCreatedAt: false } },
	'stream-target-id': { no: {}, yes: { streamTargets: 'with ID' } },
	'stream-fields': { 'target or evidence': {}, fewer: { streamTargets: 'none' } },
	'stream-operation-id': { yes: {}, no: { streamOperationId: false } },
	'stream-settings': { no: {}, yes: { streamSettings: true } },
	'stream-event-ids': { no: {}, yes: { streamEventIds: true } },
	'error-body': { message: {}, error: { errorWords: 'error' }, detail: { errorWords: 'detail' } },
};

/** What is read of a report; the whole of it is told of in probe/report.ts. */
export interface Likeable {
	points?: Record<string, { side?: string }>;
	operations?: Record<string, { outcome: string; status?: number; scopes?: string[] }>;
	stream?: { opened: boolean; keepAliveSeconds?: number };
}

/** The switches that make the server do what a report says, all sides put together. */
export function shapesLike({ points = {} }: Likeable): Patch {
	const patches = Object.entries(points).map(([id, { side = '' }]) => LIKENESS[id]?.[side] ?? {});
	return patches.reduce(
		(all: Patch, patch) => ({
			...all,
			...patch,
			envelopes: { ...all.envelopes, ...patch.envelopes },
			overLimit: { ...all.overLimit, ...patch.overLimit },
			reversed: [...(all.reversed ?? []), ...(patch.reversed ?? [])],
		}),
		{},
	);
}

/** Makes a server behave as a report says: its shapes, what its key may not do, and what failed. */
export function behaveLike(nex: NexServer, report: Likeable): void {
	Object.assign(nex.shapes, shapesLike(report));
	const operations = Object.entries(report.operations ?? {});
	const missing = new Set(operations.flatMap(([, { scopes = [] }]) => scopes));
	nex.setScopes(
		nex.key,
		SCOPES.filter((scope: Scope) => !missing.has(scope)),
	);
	for (const [operation, { outcome, status = 0 }] of operations) {
		if (outcome !== 'failed') continue;
		nex.faults.add({ operation, times: Infinity, do: status === 0 ? 'reset' : status < 300 ? 'html' : { status } });
	}
}
