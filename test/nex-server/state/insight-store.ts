import { Bare } from '../json';
import type { Shapes } from '../shapes';
import type { Insight } from '../types';

/** All insights in order of their creation time. */
export class InsightStore {
	/** Oldest first; as old ones in the order they came in. */
	#insights: Array<{ at: number; insight: Insight }> = [];

	get size(): number {
		return this.#insights.length;
	}

	add(insight: Insight): void {
		const at = Date.parse(insight.created_at);
		this.#insights.splice(this.#after(at), 0, { at, insight });
	}

	get(id: string): Insight | undefined {
		return this.#insights.find(({ insight }) => insight.id === id)?.insight;
	}

	/** Newest first, at most `limit`, created from `from` to `to` (milliseconds, both inclusive). */
	newest(limit: number, from = -Infinity, to = Infinity): Insight[] {
		const found: Insight[] = [];
		for (let i = this.#after(to) - 1; i >= 0 && found.length < limit; i--) {
			const entry = this.#insights[i];
			if (!entry || entry.at < from) break;
			found.push(entry.insight);
		}
		return found;
	}

	/** How many were created at `at` or before. */
	#after(at: number): number {
		let [low, high] = [0, this.#insights.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#insights[middle]?.at ?? Infinity) <= at) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/** An insight as early sources have it: without ids, and so without entities. */
function withoutIds(insight: Partial<Insight>): Partial<Insight> {
	const rest = { ...insight };
	delete rest.id;
	delete rest.workspace_id;
	delete rest.entities;
	return rest;
}

/** An insight as REST answers it. */
export function restInsight(insight: Insight, shapes: Shapes): Partial<Insight> {
	const fields: Partial<Insight> =
		shapes.insightFields === 'full'
			? insight
			: {
					id: insight.id,
					workspace_id: insight.workspace_id,
					content: insight.content,
					type: insight.type,
					entities: insight.entities,
					created_at: insight.created_at,
				};
	return shapes.insightIds === true || shapes.insightIds === 'rest' ? fields : withoutIds(fields);
}

/** An insight as the stream sends it. */
function streamInsight(insight: Insight, shapes: Shapes): Partial<Insight> {
	const { created_at, target, evidence, ...rest } =
		shapes.insightIds === true || shapes.insightIds === 'stream' ? insight : (withoutIds(insight) as Insight);
	const shown = shapes.streamTargets === 'with ID' && target ? { ...target, id: insight.entities[0]?.id } : target;
	return {
		...rest,
		...(shapes.streamTargets === 'none' ? {} : { ...(shown && { target: shown }), evidence }),
		...(shapes.streamCreatedAt && { created_at }),
	};
}

/** The data of a stream event (docs/api.md#stream-fields). */
export const batch = (
	insights: Insight[],
	shapes: Shapes,
	workspace: Record<string, unknown>,
	operationId: string,
	emittedAt: string,
): Record<string, unknown> => ({
	workspace,
	insights: insights.map((insight) => streamInsight(insight, shapes)),
	...(shapes.streamOperationId && { operation_id: new Bare(operationId) }),
	insight_count: insights.length,
	emitted_at: emittedAt,
});
