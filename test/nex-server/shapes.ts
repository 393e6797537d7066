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
	/** What a page of records says about the rest: `total` with limit and offset, has_more and next_offset, both, or nothing (2.7). */
	recordPaging: 'total' | 'has_more' | 'both' | 'none';
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
	/** Where an error has its words (docs/api.md#errors). */
	errorWords: 'message' | 'error' | 'detail';
	/** What a path with a slash behind it gets (docs/api.md#integrations). */
	trailingSlash: 'not found' | 'answered' | 'redirected';
	/** Whether the Accept header alone gets the graph as a page (docs/api.md#graph). */
	graphByAccept: boolean;
	/** The status for a connect link that is not known (docs/api.md#integrations). */
	unknownConnect: 400 | 404 | 410;
	/** Whether an answer to a question has a session, and how it names types (docs/api.md#shapes). */
	askSession: boolean;
	askTypes: 'capitals' | 'small letters' | 'a code';
	/** What the stream and its events have (docs/api.md#stream-fields). */
	greeting: boolean;
	streamCreatedAt: boolean;
	streamTargets: 'without ID' | 'with ID' | 'none';
	streamOperationId: boolean;
	streamSettings: boolean;
	streamEventIds: boolean;
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
	recordPaging: 'total',
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
	errorWords: 'message',
	trailingSlash: 'not found',
	graphByAccept: true,
	unknownConnect: 400,
	askSession: false,
	askTypes: 'capitals',
	greeting: true,
	streamCreatedAt: true,
	streamTargets: 'without ID',
	streamOperationId: true,
	streamSettings: false,
	streamEventIds: false,
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

/** Whether the switches make `operation` answer outside the contract, which its exchange must then not be held against. */
export function isOutsideContract(operation: string, shapes: Shapes): boolean {
	if (shapes.errorWords !== 'message' || shapes.envelopes[operation] !== undefined || shapes.overLimit[operation] !== undefined)
		return true;
	if (operation === 'queryContext') return shapes.askSession;
	if (operation === 'getInsights') return shapes.insights !== 'data' || shapes.insightFields !== 'contract';
	if (operation === 'searchRecords') return shapes.search !== 'map';
	if (operation === 'createAIListJob' || operation === 'getAIListJob') return shapes.aiJob !== 'message';
	if (operation === 'listRecords' || operation === 'getListRecords')
		return shapes.recordPaging === 'has_more' || shapes.recordPaging === 'both';
	if (operation === 'triggerCompoundingJob') return shapes.compounding !== '202';
	if (operation === 'listIntegrations') return shapes.whatsapp;
	return definitionOperations.has(operation) && shapes.multiValueName !== 'is_multi_value';
}
