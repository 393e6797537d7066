import type { Insight, InsightEntity } from '../types';
import { plainText } from '../values';
import { InsightStore } from './insight-store';
import type { State } from './state';

const level = (confidence: number): string =>
	confidence >= 0.9 ? 'very_high' : confidence >= 0.7 ? 'high' : confidence >= 0.4 ? 'medium' : 'low';

/** What Nex has concluded. */
export class Insights {
	readonly store = new InsightStore();
	/** Told of every batch that is to be streamed. */
	onBatch: (insights: Insight[]) => void = () => undefined;
	#count = 0;

	constructor(private readonly state: State) {}

	/** Stores insights, whatever is left out made up, and streams them as one batch unless `emit` is false. */
	add(given: Array<Partial<Insight>>, { emit = true } = {}): Insight[] {
		const insights = given.map((partial) => this.#complete(partial));
		for (const insight of insights) this.store.add(insight);
		if (emit && insights.length > 0) this.onBatch(insights);
		return insights;
	}

	/** Changes an insight in place, as Nex does when it learns more; nothing is streamed. */
	edit(id: string, changes: Partial<Omit<Insight, 'id' | 'created_at'>>): void {
		const insight = this.store.get(id);
		if (insight) Object.assign(insight, changes);
	}

	#complete(partial: Partial<Insight>): Insight {
		const created_at = partial.created_at ?? this.state.now();
		const confidence = partial.confidence ?? 0.75;
		const entities = partial.entities ?? [];
		const [entity] = entities;
		return {
			id: this.state.ids.next(),
			workspace_id: this.state.workspace.id,
			type: 'milestone',
			type_description: 'Something that was reached',
			content: `Insight ${++this.#count}`,
			confidence,
			confidence_level: level(confidence),
			valid_from: created_at,
			valid_until: null,
			created_by: 'nex',
			entities,
			...(entity ? { target: this.#target(entity) } : {}),
			evidence: [],
			...partial,
			created_at,
		};
	}

	#target(entity: InsightEntity): Record<string, unknown> {
		const attributes = this.state.records.store.get(entity.id)?.attributes ?? {};
		const signals = [
			{ type: 'email', type_description: 'Email address', value: attributes.email_addresses },
			{ type: 'domain', type_description: 'Domain', value: attributes.domains },
		].filter((signal) => signal.value !== undefined);
		return {
			type: 'entity',
			type_description: 'Somebody or something the workspace knows',
			entity_type: entity.type,
			entity_type_description: `A ${entity.type}`,
			hint: entity.name,
			signals: signals.map((signal) => ({
				...signal,
				value: plainText(signal.value),
				confidence: 0.9,
				observation_count: 3,
				last_observed_at: this.state.now(),
			})),
		};
	}
}
