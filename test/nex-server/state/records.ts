import { badRequest, notFound } from '../errors';
import type { Shapes } from '../shapes';
import type { Actor, Attribute, Definition, FieldChange, NexRecord } from '../types';
import { eachValue, plainText, storedValue } from '../values';
import { RecordStore } from './record-store';
import type { State } from './state';

type Values = Record<string, unknown>;

/** `given` as stored values, cleared ones as `undefined`. @throws ApiError 400 for what the definition does not have or take */
export function storedValues(definition: Definition, given: Values, { nullValues, selectValues }: Shapes): Values {
	const bySlug = new Map(definition.attributes.map((attribute) => [attribute.slug, attribute]));
	return Object.fromEntries(
		Object.entries(given).flatMap(([slug, value]) => {
			const attribute = bySlug.get(slug);
			if (!attribute) throw badRequest(`"${definition.slug}" has no attribute "${slug}"`);
			if (value === null && nullValues === 'refused') throw badRequest(`${slug} must not be null`);
			return value === null && nullValues === 'ignored' ? [] : [[slug, storedValue(attribute, value, selectValues)]];
		}),
	);
}

/** `values` with `changes` made, the cleared ones gone. */
export const withChanges = (values: Values, changes: Values): Values =>
	Object.fromEntries(Object.entries({ ...values, ...changes }).filter(([, value]) => value !== undefined));

/** The attribute of that slug or id. @throws ApiError 400 that names the field which asked for it */
export function attributeNamed(definition: Definition, slugOrId: string, field: string): Attribute {
	const attribute = definition.attributes.find((one) => one.slug === slugOrId || one.id === slugOrId);
	if (!attribute) throw badRequest(`${field}: "${definition.slug}" has no attribute "${slugOrId}"`);
	return attribute;
}

/** What a person would call a record. */
export const displayName = (record: Pick<NexRecord, 'attributes'>): string => plainText(record.attributes.name);

/** Records of all object types. */
export class Records {
	readonly store = new RecordStore();

	constructor(private readonly state: State) {}

	/** @throws ApiError 404 */
	get(id: string): NexRecord {
		const record = this.store.get(id);
		if (!record) throw notFound(`Record ${id}`);
		return record;
	}

	create(slug: string, given: Values, actor: Actor = this.state.someone): NexRecord {
		const definition = this.state.objects.get(slug);
		const attributes = withChanges({}, storedValues(definition, given, this.state.shapes));
		for (const attribute of definition.attributes) {
			if (attribute.options.is_required && attributes[attribute.slug] === undefined)
				throw badRequest(`attributes.${attribute.slug} is required`);
		}
		this.#checkUnique(definition, attributes);
		const now = this.state.now();
		const record: NexRecord = {
			id: this.state.ids.next(),
			object_id: definition.id,
			type: slug,
			workspace_id: this.state.workspace.id,
			created_at: now,
			updated_at: now,
			attributes,
		};
		this.store.put(record);
		this.state.timelines.add(
			record.id,
			{ resource_type: 'entity', resource_id: record.id, event_type: 'created', event_payload: { entity: this.#payload(record) } },
			actor,
		);
		return record;
	}

	/** Changes only the given attributes; null clears one. */
	update(id: string, given: Values, actor: Actor = this.state.someone): NexRecord {
		const before = this.get(id);
		const definition = this.state.objects.get(before.type);
		const changes = storedValues(definition, given, this.state.shapes);
		this.#checkUnique(definition, changes, id);
		const record: NexRecord = { ...before, updated_at: this.state.now(), attributes: withChanges(before.attributes, changes) };
		this.store.put(record);
		this.#tell(definition, record, before, Object.keys(changes), actor);
		return record;
	}

	/** Updates the record that has the same value in the matching attribute (slug or id), or creates one. */
	upsert(slug: string, matching: string, given: Values, actor: Actor = this.state.someone): NexRecord {
		const definition = this.state.objects.get(slug);
		const attribute = attributeNamed(definition, matching, 'matching_attribute');
		const value = storedValues(definition, given, this.state.shapes)[attribute.slug];
		if (value === undefined) throw badRequest(`attributes.${attribute.slug} is required, because matching_attribute names it`);
		const matches = this.store.allWithValue(slug, attribute.slug, value);
		const [updated] = this.#chosen(matches).map(({ id }) => this.update(id, given, actor));
		return updated ?? this.create(slug, given, actor);
	}

	/** Which of several records that match an upsert changes (docs/api.md#records). */
	#chosen(matches: NexRecord[]): NexRecord[] {
		const { severalMatches } = this.state.shapes;
		if (matches.length < 2 || severalMatches === 'all') return matches;
		if (severalMatches === 'refused') throw badRequest('matching_attribute: several records have the value');
		return severalMatches === 'another' ? [] : matches.slice(...(severalMatches === 'the newest' ? [-1] : [0, 1]));
	}

	delete(id: string): void {
		const record = this.get(id);
		this.store.remove(record);
		this.#forget(id);
	}

	deleteAll(slug: string): void {
		for (const record of this.store.ofType(slug)) this.#forget(record.id);
		this.store.removeType(slug);
	}

	/** Removes an attribute's values. */
	dropValues(slug: string, attribute: string): void {
		for (const record of this.store.ofType(slug)) {
			if (record.attributes[attribute] !== undefined)
				this.store.put({ ...record, attributes: withChanges(record.attributes, { [attribute]: undefined }) });
		}
		this.store.forget(slug);
	}

	#forget(id: string): void {
		this.state.lists.forgetRecord(id);
		this.state.relationships.forgetRecord(id);
		this.state.tasks.forgetRecord(id);
		this.state.notes.forgetRecord(id);
		this.state.timelines.forgetRecord(id);
	}

	#checkUnique(definition: Definition, values: Values, self?: string): void {
		for (const attribute of definition.attributes) {
			if (!attribute.options.is_unique) continue;
			for (const value of eachValue(values[attribute.slug])) {
				const other = this.store.withValue(definition.slug, attribute.slug, value);
				if (other && other.id !== self)
					throw badRequest(`attributes.${attribute.slug} must be unique: record ${other.id} has the value "${plainText(value)}"`);
			}
		}
	}

	#payload(record: NexRecord): Values {
		return { id: record.id, definition_id: record.object_id, type: record.type, name: displayName(record), attributes: record.attributes };
	}

	/** One change is an event of its own; several together are one aggregated event. */
	#tell(definition: Definition, record: NexRecord, before: NexRecord, changed: string[], actor: Actor): void {
		const events = changed.flatMap((slug) => {
			const attribute = definition.attributes.find((one) => one.slug === slug);
			const [old_value, new_value] = [before.attributes[slug] ?? null, record.attributes[slug] ?? null];
			if (!attribute || JSON.stringify(old_value) === JSON.stringify(new_value)) return [];
			const change: FieldChange = { field_name: slug, old_value, new_value };
			const payload = {
				id: attribute.id,
				definition_id: attribute.id,
				slug,
				type: attribute.type,
				value: new_value,
				plain_text: plainText(new_value),
			};
			return [
				{
					resource_type: 'attribute',
					resource_id: attribute.id,
					event_type: old_value === null ? 'created' : new_value === null ? 'deleted' : 'updated',
					event_payload: { attribute: payload, field_changes: [change] },
				},
			];
		});
		const [only] = events;
		if (!only) return;
		if (events.length === 1) this.state.timelines.add(record.id, only, actor);
		else
			this.state.timelines.add(
				record.id,
				{
					resource_type: 'entity',
					resource_id: record.id,
					event_type: 'updated',
					event_payload: { entity: this.#payload(record), field_changes: events.flatMap((event) => event.event_payload.field_changes) },
					is_aggregated: true,
					children: events.map((event) => this.state.timelines.event(event, actor)),
				},
				actor,
			);
	}
}
