import { integer, oneOf, queryFields } from '../fields';
import { Reply, operation } from '../operation';
import type { Operation } from '../operation';
import { displayName } from '../state/records';
import type { State } from '../state/state';
import { graphPage } from './graph-page';

const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 5000;
/** The most insights shown in a graph. */
const MOST_INSIGHTS = 1000;

/** The workspace as a graph, with at most `limit` entity nodes, newest first (docs/api.md#graph, 1.15). */
function graph(state: State, limit: number): Record<string, unknown> {
	const records = [...state.records.store.all()].reverse().slice(0, limit);
	const shown = new Set(records.map((record) => record.id));
	const definitions = new Map(state.relationships.definitions().map((definition) => [definition.id, definition]));
	const relationships = state.relationships.instances();
	const insights = state.insights.store.newest(MOST_INSIGHTS);
	const ghosts = state.ghosts.map(({ id, name }) => ({
		id: `ghost:${id}`,
		name,
		type: 'ghost',
		definition_slug: 'ghost',
		primary_attribute: name,
		created_at: state.now(),
	}));
	const about: Record<string, Array<{ content: string; confidence: number; type: string }>> = {};
	const insightEdges = insights.flatMap((insight) =>
		insight.entities
			.filter((entity) => shown.has(entity.id))
			.map((entity) => {
				(about[entity.id] ??= []).push({ content: insight.content, confidence: insight.confidence, type: insight.type });
				return {
					id: `ei_edge_${insight.id}_${entity.id}`,
					source: `ei:${insight.id}`,
					target: entity.id,
					label: insight.type,
					edge_type: 'insight',
					confidence: null,
				};
			}),
	);
	const mentions = state.ghosts.flatMap(({ id, label, near, confidence }) =>
		shown.has(near)
			? [
					{
						id: confidence === null ? `ctx_${id}` : `tri_${id}`,
						source: near,
						target: `ghost:${id}`,
						label,
						edge_type: confidence === null ? 'context' : 'triplet',
						confidence,
					},
				]
			: [],
	);
	const [newest, second] = insights;
	const links =
		newest && second
			? [
					{
						id: `il_${newest.id}`,
						source: `ei:${newest.id}`,
						target: `ei:${second.id}`,
						label: 'related_to',
						edge_type: 'insight_link',
						confidence: 0.6,
					},
				]
			: [];
	const context_edges = [...mentions, ...insightEdges, ...links];
	return {
		nodes: [
			...records.map((record) => ({
				id: record.id,
				name: displayName(record),
				type: record.type,
				definition_slug: record.type,
				primary_attribute: displayName(record),
				created_at: record.created_at,
			})),
			...ghosts,
		],
		edges: relationships
			.filter((one) => shown.has(one.entity_1_id) && shown.has(one.entity_2_id))
			.map((one) => ({
				id: one.id,
				source: one.entity_1_id,
				target: one.entity_2_id,
				label: definitions.get(one.definition_id)?.entity_1_to_2_predicate ?? '',
				definition_id: one.definition_id,
			})),
		relationship_definitions: [...definitions.values()].map((one) => ({
			id: one.id,
			name: one.entity_1_to_2_predicate,
			entity_1_to_2: one.entity_1_to_2_predicate,
			entity_2_to_1: one.entity_2_to_1_predicate,
		})),
		context_edges,
		insight_nodes: insights.map((insight) => ({
			id: `${insight.entities.length ? 'ei' : 'ki'}:${insight.id}`,
			content: insight.content,
			type: insight.type,
			confidence: insight.confidence,
			source: insight.entities.length ? 'entity_insight' : 'knowledge_insight',
		})),
		insights: about,
		total_nodes: state.records.store.size,
		total_edges: relationships.length,
		total_context_edges: context_edges.length,
	};
}

export const graphOperations: Operation[] = [
	operation('getGraph', 'GET /v1/graph', 'record.read', ({ state, query, accept }) => {
		const fields = queryFields(query, { limit: 'integer', format: 'text' });
		const limit = integer(fields, 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
		const format =
			oneOf(fields, 'format', ['json', 'html']) ?? (state.shapes.graphByAccept && accept.includes('text/html') ? 'html' : 'json');
		const found = graph(state, limit);
		return format === 'html' ? new Reply(200, graphPage(found), 'text/html; charset=utf-8') : found;
	}),
];
