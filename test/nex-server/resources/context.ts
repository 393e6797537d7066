import { flag, integer, oneOf, pathId, queryFields, requiredText, text } from '../fields';
import { Bare, stringify } from '../json';
import { jsonText, operation } from '../operation';
import type { Operation } from '../operation';
import { AI_LIST_TYPES } from '../state/context';

const DEFAULT_LIST_LIMIT = 50;
const MAX_LIST_LIMIT = 100;

// Sources name two scopes for each of these operations; either will do (docs/api.md#context-scopes).
export const contextOperations: Operation[] = [
	operation('addContext', 'POST /v1/context/text', ['insight.stream', 'record.write'], ({ state, body }) => {
		text(body, 'context');
		const { id, operationId } = state.context.addText(requiredText(body, 'content'));
		const { artifactIdForm, artifactPath, ingestStatus } = state.shapes;
		const answer = {
			artifact_id: artifactIdForm === 'number' ? new Bare(id) : id,
			...(artifactPath === 'operation' && { operation_id: new Bare(operationId) }),
		};
		return jsonText(stringify(answer), ingestStatus);
	}),
	operation('queryContext', 'POST /v1/context/ask', ['insight.stream', 'record.read'], ({ state, body }) =>
		state.context.ask(requiredText(body, 'query')),
	),
	operation('getArtifact', 'GET /v1/context/artifacts/{artifact_id}', ['insight.stream', 'record.read'], ({ state, params }) =>
		state.context.artifact(pathId(params, 'artifact_id')),
	),
	operation('createAIListJob', 'POST /v1/context/list/jobs', ['insight.stream', 'list.member.write'], ({ state, body }) => {
		const query = requiredText(body, 'query');
		const asked = oneOf(body, 'object_type', state.shapes.aiListOfPersons ? [...AI_LIST_TYPES, 'person'] : AI_LIST_TYPES) ?? 'contact';
		const type = asked === 'company' ? 'company' : 'contact';
		const limit = integer(body, 'limit', 1, MAX_LIST_LIMIT) ?? DEFAULT_LIST_LIMIT;
		const job = { job_id: state.context.startList(query, type, limit, flag(body, 'include_attributes') ?? false), status: 'pending' };
		return state.shapes.aiJob === 'message' ? { message: job } : job;
	}),
	operation('getAIListJob', 'GET /v1/context/list/jobs/{job_id}', ['insight.stream', 'list.member.read'], ({ state, params, query }) => {
		const include = flag(queryFields(query, { include_attributes: 'boolean' }), 'include_attributes');
		const job = state.context.list(pathId(params, 'job_id'), include);
		return state.shapes.aiJob === 'message' ? { message: job } : job;
	}),
];
