import type { Scope } from './scopes';

/** What sources disagree on, or leave open, as switches. The defaults are what the official contract says. */
export interface Shapes {
	/** Where `GET /v1/insights` puts its insights (docs/api.md#insight-envelope). */
	insights: 'data' | 'insights' | 'array';
	/** Which channel gives insights an id: both, none, or one of them (2.2). */
	insightIds: boolean | 'rest' | 'stream';
	/** Which fields REST gives an insight: the contract's six, or all that the stream has (2.2). */
	insightFields: 'contract' | 'full';
	/** The most insights an answer holds, whatever limit is asked for. */
	insightPageCap: number;
	/** Which spans of time `GET /v1/insights` takes: any, those that do not end in the future, or none. */
	insightSpans: 'any' | 'past' | 'none';
	/** History on connecting to the stream: an event for each insight, one for all, or none (section 3.1). */
	replay: 'many' | 'one' | 'none';
	/** Search results by object type, or a flat array (2.14). */
	search: 'map' | 'array';
	/** Object types that the search says it could not look through. */
	erroredSearchTypes: string[];
	/** AI list jobs inside `message`, or bare (2.16). */
	aiJob: 'message' | 'flat';
	/** The name of the multi-value option on the wire; both are read (2.33). */
	multiValueName: 'is_multi_value' | 'is_multivalue';
	/** Which of the two is understood in a request. */
	multiValueTaken: 'both' | 'is_multivalue';
	/** What a page of records says about the rest: `total` with limit and offset, has_more and next_offset, both, or nothing (2.7). */
	recordPaging: 'total' | 'has_more' | 'both' | 'none';
	/** The same of a page of list members, which is as one of records unless given, and of tasks. */
	memberPaging: Shapes['recordPaging'] | undefined;
	taskPaging: Shapes['recordPaging'];
	/** The most records a page holds, whatever limit is asked for (2.8). */
	recordPageCap: number;
	/** Attribute values as they are, or each as an array of value objects (section 1.16). */
	attributeValues: 'plain' | 'objects';
	/** Triggering a compounding job: accepted, or done at once with its counts (2.34). */
	compounding: '202' | '200';
	/**
	 * What the timeline's cursor does: lead on, lead back to the first page, be refused after the first page, or lead
	 * on for ever (section 6.4).
	 */
	timelineCursor: 'normal' | 'repeats' | 'expires' | 'never ends';
	/** Whether WhatsApp, which is not in the contract's list of providers, is listed (2.30). */
	whatsapp: boolean;
	/** Operations whose rows stand under another name, or in a bare list if it is empty (docs/api.md#envelopes). */
	envelopes: Partial<Record<string, string>>;
	/** Operations whose pages come the other way round (docs/api.md#timeline-order). */
	reversed: string[];
	/** What becomes of a limit above the most, by operation; refused unless named (docs/api.md#insight-limit). */
	overLimit: Partial<Record<string, 'cut' | 'taken'>>;
	/** How many records come if no limit is sent (docs/api.md#page-sizes). */
	recordPageDefault: number;
	/** What sorting by updated_at does (docs/api.md#records). */
	sortUpdated: 'sorted' | 'refused' | 'ignored';
	/** Whether `last` takes days, and goes with from and to (docs/api.md#insight-window). */
	insightDays: boolean;
	insightBothTimes: boolean;
	/** Whether `from` may stand without `to` (docs/api.md#insight-window). */
	insightOneTime: boolean;
	/** Where an error has its words (docs/api.md#errors). */
	errorWords: 'message' | 'error' | 'detail';
	/** The status for a record that is not there (docs/api.md#errors). */
	unknownRecord: 400 | 403 | 404;
	/** What a path with a slash behind it gets (docs/api.md#integrations). */
	trailingSlash: 'not found' | 'answered' | 'redirected';
	/** Whether the Accept header alone gets the graph as a page (docs/api.md#graph). */
	graphByAccept: boolean;
	/** The status for a connect link that is not known (docs/api.md#integrations). */
	unknownConnect: 400 | 404 | 410;
	/** Whether an answer to a question has a session and references, and how it names types (docs/api.md#shapes). */
	askSession: boolean;
	askReferences: boolean;
	askTypes: 'capitals' | 'small letters' | 'a code';
	/** What the stream and its events have (docs/api.md#stream-fields). */
	greeting: boolean;
	streamCreatedAt: boolean;
	streamTargets: 'without ID' | 'with ID' | 'none';
	streamOperationId: boolean;
	streamSettings: boolean;
	streamEventIds: boolean;
	/** What a select takes: its options by label, by ID, or both (docs/api.md#attribute-values). */
	selectValues: 'both' | 'labels' | 'IDs';
	/** What null does to an attribute (docs/api.md#records). */
	nullValues: 'clear' | 'refused' | 'ignored';
	/** What an upsert does if several records match (docs/api.md#records). */
	severalMatches: 'the oldest' | 'the newest' | 'all' | 'refused' | 'another';
	/** What creating an object type with a slug that is taken does (docs/api.md#objects). */
	duplicateSlug: 'refused' | 'the same' | 'another slug';
	/** What adding a record to a list twice does, and adding none (docs/api.md#list-entries). */
	duplicateMember: 'refused' | 'the same' | 'another';
	memberWithoutRecord: 'refused' | 'taken';
	/** Which IDs the paths of list members take, by operation; both unless given (docs/api.md#list-entries). */
	memberPaths: Partial<Record<string, 'entry' | 'record'>>;
	/** Whether an entry has an ID of its own, and names its record. */
	entryIds: 'own' | 'of the record';
	entryParent: boolean;
	/** Whether relationships are on timelines (docs/api.md#timeline-relationships). */
	relationshipEvents: boolean;
	/** The status of an added text, and whether its artifact_id is a number or text (docs/api.md#ids). */
	ingestStatus: 200 | 201 | 202;
	artifactIdForm: 'number' | 'text';
	/** Which ID an artifact is asked for by, and whether it says how many things were found, or which (docs/api.md#shapes). */
	artifactPath: 'artifact' | 'operation' | 'both';
	artifactResult: 'counts' | 'lists';
	/** Whether an AI list may be asked for of persons (docs/api.md#ai-list-envelope). */
	aiListOfPersons: boolean;
	/** Operations that take just this scope, of several that sources name (docs/api.md#context-scopes). */
	onlyScope: Partial<Record<string, Scope>>;
}

export const defaultShapes = (): Shapes => ({
	insights: 'data',
	insightIds: true,
	insightFields: 'contract',
	insightPageCap: Infinity,
	insightSpans: 'any',
	replay: 'many',
	search: 'map',
	erroredSearchTypes: [],
	aiJob: 'message',
	multiValueName: 'is_multi_value',
	multiValueTaken: 'both',
	recordPaging: 'total',
	memberPaging: undefined,
	taskPaging: 'both',
	recordPageCap: Infinity,
	attributeValues: 'plain',
	compounding: '202',
	timelineCursor: 'normal',
	whatsapp: false,
	envelopes: {},
	reversed: [],
	overLimit: {},
	recordPageDefault: 50,
	sortUpdated: 'sorted',
	insightDays: true,
	insightBothTimes: false,
	insightOneTime: false,
	errorWords: 'message',
	unknownRecord: 404,
	trailingSlash: 'not found',
	graphByAccept: true,
	unknownConnect: 400,
	askSession: false,
	askReferences: false,
	askTypes: 'capitals',
	greeting: true,
	streamCreatedAt: true,
	streamTargets: 'without ID',
	streamOperationId: true,
	streamSettings: false,
	streamEventIds: false,
	selectValues: 'both',
	nullValues: 'clear',
	severalMatches: 'the oldest',
	duplicateSlug: 'refused',
	duplicateMember: 'refused',
	memberWithoutRecord: 'refused',
	memberPaths: {},
	entryIds: 'own',
	entryParent: false,
	relationshipEvents: false,
	ingestStatus: 200,
	artifactIdForm: 'number',
	artifactPath: 'artifact',
	artifactResult: 'counts',
	aiListOfPersons: false,
	onlyScope: {},
});

const definitionOperations = new Set([
	'listObjects',
	'createObjectDefinition',
	'getObjectDefinition',
	'updateObjectDefinition',
	'listObjectLists',
	'createList',
	'getList',
	'createAttributeDefinition',
	'updateAttributeDefinition',
]);

const memberOperations = new Set(['addListMember', 'upsertListMember', 'updateListRecord', 'getListRecords']);

/** Whether the switches make `operation` answer outside the contract, which its exchange must then not be held against. */
export function isOutsideContract(operation: string, shapes: Shapes): boolean {
	if (shapes.errorWords !== 'message' || shapes.envelopes[operation] !== undefined || shapes.overLimit[operation] !== undefined)
		return true;
	if (operation === 'addContext')
		return shapes.ingestStatus !== 200 || shapes.artifactIdForm !== 'number' || shapes.artifactPath === 'operation';
	if (operation === 'getArtifact') return shapes.artifactResult !== 'counts';
	if (memberOperations.has(operation) && shapes.entryParent) return true;
	if (operation === 'queryContext') return shapes.askSession || shapes.askReferences;
	if (operation === 'getInsights') return shapes.insights !== 'data' || shapes.insightFields !== 'contract';
	if (operation === 'searchRecords') return shapes.search !== 'map';
	if (operation === 'createAIListJob' || operation === 'getAIListJob') return shapes.aiJob !== 'message';
	if (operation === 'listRecords' || operation === 'getListRecords') {
		const paging = (operation === 'getListRecords' && shapes.memberPaging) || shapes.recordPaging;
		return paging === 'has_more' || paging === 'both';
	}
	if (operation === 'triggerCompoundingJob') return shapes.compounding !== '202';
	if (operation === 'listIntegrations') return shapes.whatsapp;
	if (operation === 'getRecordTimeline') return shapes.relationshipEvents;
	return definitionOperations.has(operation) && shapes.multiValueName !== 'is_multi_value';
}
