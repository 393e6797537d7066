/** Another run of an operation's example, for what its answer may have besides. */
export interface MoreAnswers {
	/** Instead of, or beside, what the example has in its form. */
	parameters?: Record<string, unknown>;
	/** What the workspace has to begin with; nothing unless given. */
	data?: 'demo';
	/** What Nex answers for good, by the operationId of its contract. */
	answers?: Record<string, unknown>;
}

const ID = '40112233445566771';
const TIME = '2026-05-04T09:00:00Z';

const waited = { waitUntilFinished: true };
const withAttributes = { options: { includeAttributes: true } };

const failedList = {
	message: { job_id: ID, status: 'failed', created_at: TIME, error: 'The query is too vague', count: 0, query_interpretation: 'none' },
};
const listAnswers = [
	{ parameters: { ...waited, ...withAttributes, output: 'entities' } },
	{ parameters: { ...waited, ...withAttributes, output: 'flat' } },
	{ parameters: { ...waited, ...withAttributes, output: 'job' } },
];

const failedArtifact = {
	operation_id: ID,
	status: 'failed',
	error: 'The text is in no known language',
	created_at: TIME,
	completed_at: TIME,
	result: {
		entities_extracted: [
			{
				type: 'PERSON',
				context_id: ID,
				canonical_entity_id: ID,
				properties: { name: 'Ada Holm', email: 'ada@pine.example', company: 'Pine Timber' },
				previous_properties: { company: 'Oak Timber' },
				is_new: true,
			},
		],
		entities_created: 1,
		entities_updated: 0,
		relationships_created: 1,
		insights_created: 1,
		tasks_suggested: 0,
	},
};
const readArtifact = { getArtifact: { ...failedArtifact, status: 'completed' } };

const job = {
	job_run_id: ID,
	job_type: 'consolidation',
	workspace_id: ID,
	status: 'running',
	dry_run: false,
	insights_scanned: 7,
	insights_affected: 2,
	candidates_created: 1,
	errors: 0,
	started_at: TIME,
	completed_at: TIME,
	duration_ms: 900,
	error_details: { message: 'No patterns yet' },
};

const note = { id: ID, title: 'Call', content: 'Ada called', entity_id: ID, created_by: 'Ada', created_at: TIME, archived_at: TIME };

const task = {
	id: ID,
	title: 'Call',
	description: 'Ask for a date',
	priority: 'high',
	due_date: TIME,
	is_completed: true,
	completed_at: TIME,
	assignee_ids: [ID],
	entity_ids: [ID],
	created_by: 'Ada',
	created_by_id: ID,
	created_at: TIME,
	archived_at: TIME,
};

const payloads = {
	task: { id: ID, title: 'Call', due_date: TIME, priority: 'high', completed_at: TIME },
	note: { id: ID, title: 'Call', content: 'Ada called' },
	entity: { id: ID, definition_id: ID, type: 'person', name: 'Ada Holm', attributes: { job_title: 'Forest Ranger' } },
	list_item: { id: ID, definition_id: ID, list_name: 'Spring Campaign', parent_id: ID },
	attribute: { id: ID, definition_id: ID, slug: 'job_title', type: 'text', value: 'Forest Ranger', plain_text: 'Forest Ranger' },
};
let events = 0;
const event = (kind: string, more: object = {}) => ({
	id: `4011223344556${String(++events).padStart(4, '0')}`,
	resource_type: kind,
	resource_id: ID,
	event_type: 'updated',
	event_payload: {
		...(kind in payloads && { [kind]: payloads[kind as keyof typeof payloads] }),
		field_changes: [{ field_name: 'job_title', old_value: 'Ranger', new_value: 'Forest Ranger' }],
	},
	event_timestamp: TIME,
	created_by: 'Ada',
	created_by_id: ID,
	is_aggregated: false,
	...more,
});

const insight = {
	id: ID,
	workspace_id: ID,
	type: 'risk',
	content: 'The renewal may slip to autumn',
	confidence: 0.71,
	confidence_level: 'medium',
	valid_from: TIME,
	valid_until: TIME,
	created_at: TIME,
	entities: [{ id: ID, name: 'Pine Foods', type: 'company' }],
	target: { type: 'entity', entity_type: 'company', hint: 'Pine Foods', signals: [{ type: 'domain', value: 'pine.example' }] },
	evidence: [{ excerpt: 'legal wants another round', artifact: { type: 'email', subject: 'Contract' } }],
};

const noteAnswers = (operation: string) => [{ answers: { [operation]: note } }];
const taskAnswers = (operation: string) => [{ answers: { [operation]: task } }];

/** By node and operation; those that say everything in their example are not here. */
export const moreAnswers: Record<string, MoreAnswers[]> = {
	'NexAiList.create': [...listAnswers, { parameters: { waitUntilFinished: false }, answers: { createAIListJob: failedList } }],
	'NexAiList.get': [...listAnswers, { answers: { getAIListJob: failedList } }],
	'NexCompounding.getStatus': [{ answers: { getCompoundingJobStatus: job } }],
	'NexCompounding.trigger': [
		{ parameters: waited, answers: { getCompoundingJobStatus: { ...job, status: 'completed' } } },
		{ answers: { triggerCompoundingJob: { ...job, success: true } } },
	],
	'NexContext.addText': [
		{ parameters: waited, answers: readArtifact },
		{ parameters: { ...waited, output: 'flat' }, answers: readArtifact },
	],
	'NexContext.getArtifact': [{ answers: { getArtifact: failedArtifact } }, { parameters: { output: 'flat' }, answers: readArtifact }],
	'NexGraph.get': ['nodes', 'edges', 'contextEdges', 'insights', 'whole', 'html'].map((output) => ({
		data: 'demo' as const,
		parameters: { output },
	})),
	'NexInsight.getMany': [{ answers: { getInsights: { data: [insight] } } }],
	'NexIntegration.getConnectionStatus': [{ answers: { getConnectStatus: { status: 'connected', connection_id: ID } } }],
	'NexNote.create': noteAnswers('createNote'),
	'NexNote.get': noteAnswers('getNote'),
	'NexNote.getMany': [{ answers: { listNotes: { data: [note] } } }],
	'NexNote.update': noteAnswers('updateNote'),
	'NexSearch.search': [{ answers: { searchRecords: { results: {}, errored_search_types: ['deal'] } } }],
	'NexTask.create': taskAnswers('createTask'),
	'NexTask.get': taskAnswers('getTask'),
	'NexTask.getMany': [{ answers: { listTasks: { data: [task], total: 1, has_more: false } } }],
	'NexTask.update': taskAnswers('updateTask'),
	'NexTimeline.getMany': [
		{
			parameters: { limit: 50 },
			answers: {
				getRecordTimeline: {
					data: [
						...Object.keys(payloads).map((kind) => event(kind)),
						event('entity', { is_aggregated: true, children: [event('attribute')] }),
					],
					has_next_page: false,
				},
			},
		},
	],
};
