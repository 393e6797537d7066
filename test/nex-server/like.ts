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

const paging = (patch: (paging: Shapes['recordPaging']) => Patch): Record<string, Patch> => ({
	total: patch('total'),
	has_more: patch('has_more'),
	both: patch('both'),
	neither: patch('none'),
});

const memberPath = (operation: string): Record<string, Patch> => ({
	both: {},
	"the entry's": { memberPaths: { [operation]: 'entry' } },
	"the record's": { memberPaths: { [operation]: 'record' } },
	'they are the same': { entryIds: 'of the record' },
});

const scope = (operation: string, ...scopes: Scope[]): Record<string, Patch> =>
	Object.fromEntries(scopes.map((one) => [`${one} is needed`, { onlyScope: { [operation]: one } }]));

/** How the embedded Nex does what a report of `npm run probe` says, by point and side. */
export const LIKENESS: Readonly<Record<string, Readonly<Record<string, Patch>>>> = {
	'record-paging': paging((recordPaging) => ({ recordPaging })),
	'list-paging': paging((memberPaging) => ({ memberPaging })),
	'task-paging': paging((taskPaging) => ({ taskPaging })),
	'object-envelope': envelope('listObjects', 'data', 'objects', 'a bare list'),
	'record-envelope': envelope('listRecords', 'data', 'records', 'a bare list'),
	'list-envelope': envelope('listObjectLists', 'data', 'lists', 'a bare list'),
	'member-envelope': envelope('getListRecords', 'data', 'records', 'a bare list'),
	'relationship-envelope': envelope('listRelationshipDefinitions', 'data', 'relationships', 'a bare list'),
	'rule-envelope': envelope('listCustomNotificationRules', 'rules', 'data', 'a bare list'),
	'task-envelope': envelope('listTasks', 'data', 'tasks', 'a bare list'),
	'note-envelope': envelope('listNotes', 'data', 'notes', 'a bare list'),
	'timeline-envelope': envelope('getRecordTimeline', 'data', 'events', 'a bare list'),
	'integration-envelope': envelope('listIntegrations', '', 'data', 'integrations'),
	'feed-envelope': envelope('getNotificationFeed', 'items', 'data', 'a bare list'),
	'search-results': { 'a map': {}, 'a list': { search: 'array' } },
	'multi-value-name': { is_multi_value: {}, is_multivalue: { multiValueName: 'is_multivalue' } },
	'multi-value-sent': { understood: {}, ignored: { multiValueTaken: 'is_multivalue' } },
	'attribute-values': { plain: {}, wrapped: { attributeValues: 'objects' } },
	whatsapp: { 'not listed': {}, listed: { whatsapp: true } },
	'ask-extras': { none: {}, session_id: { askSession: true } },
	'ask-references': { none: {}, entity_references: { askReferences: true } },
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
	'insight-one-time': { refused: {}, taken: { insightOneTime: true } },
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
	'unknown-record': { '404': {}, '400': { unknownRecord: 400 }, '403': { unknownRecord: 403 } },
	'error-body': { message: {}, error: { errorWords: 'error' }, detail: { errorWords: 'detail' } },
	'timeline-relationships': { 'not seen': {}, seen: { relationshipEvents: true } },
	'list-entry-id': memberPath('updateListRecord'),
	'list-removal-id': memberPath('removeRecordFromList'),
	'entry-parent': { 'not named': {}, parent_id: { entryParent: true } },
	'duplicate-member': { refused: {}, 'the same entry': { duplicateMember: 'the same' }, 'another entry': { duplicateMember: 'another' } },
	'member-without-record': { refused: {}, taken: { memberWithoutRecord: 'taken' } },
	'duplicate-slug': { refused: {}, 'the same type': { duplicateSlug: 'the same' }, 'another type': { duplicateSlug: 'another slug' } },
	'select-values': { both: {}, 'the label': { selectValues: 'labels' }, 'the ID': { selectValues: 'IDs' } },
	clearing: { clears: {}, refused: { nullValues: 'refused' }, 'changes nothing': { nullValues: 'ignored' } },
	'upsert-matches': {
		'the oldest': {},
		'the newest': { severalMatches: 'the newest' },
		'all of them': { severalMatches: 'all' },
		'a new record': { severalMatches: 'another' },
		refused: { severalMatches: 'refused' },
	},
	'ai-list-envelope': { message: {}, bare: { aiJob: 'flat' } },
	'ai-list-persons': { refused: {}, taken: { aiListOfPersons: true } },
	'compounding-reply': { '202': {}, '200': { compounding: '200' } },
	'ingest-status': { '200': {}, '201': { ingestStatus: 201 }, '202': { ingestStatus: 202 } },
	'artifact-id-form': { 'a number': {}, text: { artifactIdForm: 'text' } },
	'artifact-id': { artifact_id: {}, both: { artifactPath: 'both' }, operation_id: { artifactPath: 'operation' } },
	'artifact-result': { 'how many': {}, which: { artifactResult: 'lists' } },
	'context-scope': scope('queryContext', 'record.read', 'insight.stream'),
	'artifact-scope': scope('getArtifact', 'record.read', 'insight.stream'),
	'text-scope': scope('addContext', 'record.write', 'insight.stream'),
	'ai-list-scope': scope('createAIListJob', 'list.member.write', 'insight.stream'),
	'ai-list-read-scope': scope('getAIListJob', 'list.member.read', 'insight.stream'),
	'remove-member-scope': scope('removeRecordFromList', 'record.write', 'list.member.write'),
};

/** The header Retry-After, by what a report says of it; none for any other. */
const RETRY_AFTER: Readonly<Record<string, string>> = { seconds: '1', date: new Date(0).toUTCString(), unreadable: 'soon' };

/** Operations that every run sends, each of which can be refused once and taken afterwards. */
const READING = ['listObjects', 'listTasks', 'listNotes', 'listIntegrations', 'getNotificationPreferences', 'getGraph'];

/** What is read of a report; the whole of it is told of in probe/report.ts. */
export interface Likeable {
	points?: Record<string, { side?: string }>;
	operations?: Record<string, { outcome: string; status?: number; scopes?: string[] }>;
	stream?: { opened: boolean; keepAliveSeconds?: number };
	limits?: { tooManyRequests: number; requestsInFlight?: number };
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
			memberPaths: { ...all.memberPaths, ...patch.memberPaths },
			onlyScope: { ...all.onlyScope, ...patch.onlyScope },
			reversed: [...(all.reversed ?? []), ...(patch.reversed ?? [])],
		}),
		{},
	);
}

/** Whether an operation fails by a switch alone, for the ID that it is given first. */
const isExplained = (operation: string, { memberPaths, artifactPath }: Shapes): boolean =>
	memberPaths[operation] !== undefined || (operation === 'getArtifact' && artifactPath === 'operation');

/** Makes a server behave as a report says: its shapes, what its key may not do, and what failed. */
export function behaveLike(nex: NexServer, report: Likeable): void {
	Object.assign(nex.shapes, shapesLike(report));
	const operations = Object.entries(report.operations ?? {});
	const { onlyScope } = nex.shapes;
	const missing = new Set(operations.flatMap(([id, { scopes = [] }]) => onlyScope[id] ?? scopes));
	nex.setScopes(
		nex.key,
		SCOPES.filter((scope: Scope) => !missing.has(scope)),
	);
	for (const [operation, { outcome, status = 0 }] of operations) {
		if (outcome !== 'failed' || isExplained(operation, nex.shapes)) continue;
		nex.faults.add({ operation, times: Infinity, do: status === 0 ? 'reset' : status < 300 ? 'html' : { status } });
	}
	refuseLike(nex, report);
}

/** Answers 429 as often as a report says, to requests that are sent at once if it was there. */
function refuseLike(nex: NexServer, { points = {}, limits }: Likeable): void {
	const { tooManyRequests: times = 0, requestsInFlight } = limits ?? {};
	const retryAfter = RETRY_AFTER[points['retry-after']?.side ?? ''];
	const refusal = { status: 429, headers: retryAfter === undefined ? undefined : { 'retry-after': retryAfter } };
	if (times > 0 && requestsInFlight !== undefined && requestsInFlight < 20) {
		// Before them one request, and the ones at once that were taken.
		const skip = 1 + (requestsInFlight >= 5 ? 5 : 0) + (requestsInFlight >= 10 ? 10 : 0);
		nex.faults.add({ operation: 'listRelationshipDefinitions', skip, times, do: refusal });
	} else for (const operation of READING.slice(0, times)) nex.faults.add({ operation, do: refusal });
}
