import { badRequest, notFound } from '../errors';
import type { Actor, List, ListEntry, NexRecord } from '../types';
import type { NewObject } from './objects';
import { storedValues, withChanges } from './records';
import type { State } from './state';

type Values = Record<string, unknown>;

/** Lists of records, each record in a list as an entry with an id and attributes of its own (docs/api.md#list-entries). */
export class Lists {
	#byId = new Map<string, List>();

	constructor(private readonly state: State) {}

	all(): List[] {
		return [...this.#byId.values()];
	}

	ofObject(slug: string): List[] {
		return this.all().filter((list) => list.objectSlug === slug);
	}

	withSlug(slug: string): List | undefined {
		return this.all().find((list) => list.definition.slug === slug);
	}

	/** @throws ApiError 404 */
	get(id: string): List {
		const list = this.#byId.get(id);
		if (!list) throw notFound(`List ${id}`);
		return list;
	}

	/** A list of records of the object type; its attributes are made with `state.objects.createAttribute(listSlug, …)`. */
	create(objectSlug: string, given: NewObject): List {
		this.state.objects.get(objectSlug);
		if (this.withSlug(given.slug) || this.state.objects.all().some((definition) => definition.slug === given.slug))
			throw badRequest(`The slug "${given.slug}" is already taken`);
		const definition = this.state.objects.define({ name_plural: given.name, ...given, type: 'list' });
		const list: List = { definition, objectSlug, entries: new Map() };
		this.#byId.set(definition.id, list);
		return list;
	}

	delete(id: string): void {
		this.get(id);
		this.#byId.delete(id);
	}

	/** Adds a record. @throws ApiError 400 if it is in the list, or of another object type */
	add(id: string, recordId: string, attributes: Values = {}, actor: Actor = this.state.someone): ListEntry {
		const list = this.get(id);
		const record = this.#member(list, recordId);
		const standing = this.#entryOf(list, recordId);
		const { duplicateMember, entryIds } = this.state.shapes;
		if (standing && duplicateMember === 'refused') throw badRequest(`Record ${recordId} is already in the list "${list.definition.name}"`);
		if (standing && duplicateMember === 'the same') return standing;
		return this.#put(list, record.id, entryIds === 'own' ? this.state.ids.next() : record.id, attributes, actor);
	}

	/** Adds an entry that is of no record, if one may be left out. */
	addWithoutRecord(id: string, attributes: Values = {}, actor: Actor = this.state.someone): ListEntry {
		return this.#put(this.get(id), '', this.state.ids.next(), attributes, actor);
	}

	#put(list: List, recordId: string, id: string, attributes: Values, actor: Actor): ListEntry {
		const now = this.state.now();
		const entry: ListEntry = {
			id,
			parent_id: recordId,
			attributes: withChanges({}, storedValues(list.definition, attributes, this.state.shapes)),
			created_at: now,
			updated_at: now,
		};
		list.entries.set(entry.id, entry);
		this.#tell(list, entry, 'created', actor);
		return entry;
	}

	/** Adds a record, or changes the attributes of the entry it has. */
	upsert(id: string, recordId: string, attributes: Values = {}, actor: Actor = this.state.someone): ListEntry {
		const list = this.get(id);
		this.#member(list, recordId);
		const entry = this.#entryOf(list, recordId);
		return entry ? this.#change(list, entry, attributes, actor) : this.add(id, recordId, attributes, actor);
	}

	update(id: string, entryOrRecordId: string, attributes: Values, actor: Actor = this.state.someone): ListEntry {
		const list = this.get(id);
		return this.#change(list, this.#entry(list, entryOrRecordId, 'updateListRecord'), attributes, actor);
	}

	#change(list: List, entry: ListEntry, attributes: Values, actor: Actor): ListEntry {
		const changed = withChanges(entry.attributes, storedValues(list.definition, attributes, this.state.shapes));
		const changes = Object.keys(attributes).map((slug) => ({
			field_name: slug,
			old_value: entry.attributes[slug] ?? null,
			new_value: changed[slug] ?? null,
		}));
		entry.attributes = changed;
		entry.updated_at = this.state.now();
		this.#tell(list, entry, 'updated', actor, changes);
		return entry;
	}

	remove(id: string, entryOrRecordId: string, actor: Actor = this.state.someone): void {
		const list = this.get(id);
		const entry = this.#entry(list, entryOrRecordId, 'removeRecordFromList');
		list.entries.delete(entry.id);
		this.#tell(list, entry, 'deleted', actor);
	}

	forgetRecord(recordId: string): void {
		for (const list of this.#byId.values()) {
			const entry = this.#entryOf(list, recordId);
			if (entry) list.entries.delete(entry.id);
		}
	}

	forgetObject(slug: string): void {
		for (const list of this.ofObject(slug)) this.#byId.delete(list.definition.id);
	}

	/** Removes an attribute's values. */
	dropValues(slug: string, attribute: string): void {
		for (const entry of this.withSlug(slug)?.entries.values() ?? [])
			entry.attributes = withChanges(entry.attributes, { [attribute]: undefined });
	}

	#member(list: List, recordId: string): NexRecord {
		const record = this.state.records.store.get(recordId);
		if (!record) throw badRequest(`parent_id: there is no record ${recordId}`);
		if (record.type !== list.objectSlug)
			throw badRequest(
				`parent_id: record ${recordId} is a ${record.type}, the list "${list.definition.name}" holds records of the type ` +
					`${list.objectSlug}`,
			);
		return record;
	}

	#entryOf(list: List, recordId: string): ListEntry | undefined {
		for (const entry of list.entries.values()) if (entry.parent_id === recordId) return entry;
		return undefined;
	}

	/** Sources differ on which id the path wants; both are unique, so both will do unless a switch says which. */
	#entry(list: List, entryOrRecordId: string, operation: string): ListEntry {
		const wanted = this.state.shapes.memberPaths[operation];
		const entry =
			(wanted === 'record' ? undefined : list.entries.get(entryOrRecordId)) ??
			(wanted === 'entry' ? undefined : this.#entryOf(list, entryOrRecordId));
		if (!entry) throw notFound(`Record ${entryOrRecordId} in the list "${list.definition.name}"`);
		return entry;
	}

	#tell(list: List, entry: ListEntry, event_type: string, actor: Actor, field_changes?: unknown[]): void {
		if (entry.parent_id === '') return;
		const list_item = { id: entry.id, definition_id: list.definition.id, list_name: list.definition.name, parent_id: entry.parent_id };
		this.state.timelines.add(
			entry.parent_id,
			{
				resource_type: 'list_item',
				resource_id: entry.id,
				event_type,
				event_payload: { list_item, ...(field_changes ? { field_changes } : {}) },
			},
			actor,
		);
	}
}
