import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../shared/isObject';

/** Everything an edge may point to, by ID: nodes and insights. */
function ends(graph: IDataObject): Map<string, IDataObject> {
	return new Map([...objectsIn(graph.nodes), ...objectsIn(graph.insight_nodes)].map((one) => [String(one.id), one]));
}

/** Nodes, each with what Nex has concluded about it. */
export function readNodes(graph: IDataObject): IDataObject[] {
	const about = isObject(graph.insights) ? graph.insights : {};
	return objectsIn(graph.nodes).map((node) => ({ ...node, insights: objectsIn(about[String(node.id)]) }));
}

/** Edges or context edges, each with the names (an insight's text) and types of its two ends. */
export function readEdges(graph: IDataObject, key: 'edges' | 'context_edges'): IDataObject[] {
	const known = ends(graph);
	return objectsIn(graph[key]).map((edge) => {
		const [source, target] = [known.get(String(edge.source)), known.get(String(edge.target))];
		return {
			...edge,
			source_name: source?.name ?? source?.content ?? null,
			source_type: source?.type ?? null,
			target_name: target?.name ?? target?.content ?? null,
			target_type: target?.type ?? null,
		};
	});
}

/** Insights, each with the entities it is about and the insights it is linked to, in either direction. */
export function readInsightNodes(graph: IDataObject): IDataObject[] {
	const known = ends(graph);
	const byEnd = new Map<string, Array<{ edge: IDataObject; other: string }>>();
	for (const edge of objectsIn(graph.context_edges)) {
		if (edge.edge_type !== 'insight' && edge.edge_type !== 'insight_link') continue;
		for (const [end, other] of [
			[edge.source, edge.target],
			[edge.target, edge.source],
		].map((pair) => pair.map(String))) {
			if (end === undefined || other === undefined) continue;
			const found = byEnd.get(end) ?? [];
			found.push({ edge, other });
			byEnd.set(end, found);
		}
	}
	return objectsIn(graph.insight_nodes).map((insight) => {
		const found = byEnd.get(String(insight.id)) ?? [];
		return {
			...insight,
			entities: found
				.filter(({ edge }) => edge.edge_type === 'insight')
				.map(({ other }) => ({ id: other, name: known.get(other)?.name ?? null, type: known.get(other)?.type ?? null })),
			linked_insights: found
				.filter(({ edge }) => edge.edge_type === 'insight_link')
				.map(({ edge, other }) => ({
					id: other,
					label: edge.label ?? null,
					confidence: edge.confidence ?? null,
					content: known.get(other)?.content ?? null,
				})),
		};
	});
}
