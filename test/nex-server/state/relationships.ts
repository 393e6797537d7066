import { badRequest, notFound } from '../errors';
import type { Relationship, RelationshipDefinition } from '../types';
import type { State } from './state';

/** Kinds of relationship between object types, and the relationships between records. */
export class Relationships {
	#definitions = new Map<string, RelationshipDefinition>();
	#instances = new Map<string, Relationship>();

	constructor(private readonly state: State) {}

	definitions(): RelationshipDefinition[] {
		return [...this.#definitions.values()];
	}

	instances(): Relationship[] {
		return [...this.#instances.values()];
	}

	define(
		given: Pick<RelationshipDefinition, 'type' | 'entity_definition_1_id' | 'entity_definition_2_id'> & Partial<RelationshipDefinition>,
	): RelationshipDefinition {
		for (const field of ['entity_definition_1_id', 'entity_definition_2_id'] as const) {
			if (!this.state.objects.byId(given[field])) throw badRequest(`${field}: there is no object type with the ID ${given[field]}`);
		}
		const definition = {
			entity_1_to_2_predicate: '',
			entity_2_to_1_predicate: '',
			...given,
			id: this.state.ids.next(),
			created_at: this.state.now(),
		};
		this.#definitions.set(definition.id, definition);
		return definition;
	}

	/** Removes a kind of relationship with all relationships of that kind. */
	deleteDefinition(id: string): void {
		if (!this.#definitions.delete(id)) throw notFound(`Relationship definition ${id}`);
		for (const one of this.instances()) if (one.definition_id === id) this.#instances.delete(one.id);
	}

	/** Relates two records; they must be of the object types the definition gives, in its order. */
	create(definitionId: string, entity1: string, entity2: string): Relationship {
		const definition = this.#definitions.get(definitionId);
		if (!definition) throw badRequest(`definition_id: there is no relationship definition ${definitionId}`);
		for (const [field, id, objectId] of [
			['entity_1_id', entity1, definition.entity_definition_1_id],
			['entity_2_id', entity2, definition.entity_definition_2_id],
		] as const) {
			const record = this.state.records.store.get(id);
			if (!record) throw badRequest(`${field}: there is no record ${id}`);
			if (record.object_id !== objectId)
				throw badRequest(
					`${field}: record ${id} is a ${record.type}, the definition wants a ${this.state.objects.byId(objectId)?.slug ?? 'deleted type'}`,
				);
		}
		const relationship = {
			id: this.state.ids.next(),
			definition_id: definitionId,
			entity_1_id: entity1,
			entity_2_id: entity2,
			created_at: this.state.now(),
		};
		this.#instances.set(relationship.id, relationship);
		if (this.state.shapes.relationshipEvents)
			this.state.timelines.add(entity1, {
				resource_type: 'relationship',
				resource_id: relationship.id,
				event_type: 'created',
				event_payload: { relationship },
			});
		return relationship;
	}

	delete(recordId: string, id: string): void {
		const one = this.#instances.get(id);
		if (!one || (one.entity_1_id !== recordId && one.entity_2_id !== recordId)) throw notFound(`Relationship ${id} of record ${recordId}`);
		this.#instances.delete(id);
	}

	forgetRecord(id: string): void {
		for (const one of this.#instances.values()) if (one.entity_1_id === id || one.entity_2_id === id) this.#instances.delete(one.id);
	}

	forgetObject(id: string): void {
		for (const one of this.definitions())
			if (one.entity_definition_1_id === id || one.entity_definition_2_id === id) this.deleteDefinition(one.id);
	}
}
