import type { Bare } from './json';

/** Who did something, as the timeline, tasks and notes show it. */
export interface Actor {
	created_by: string;
	created_by_id: string;
}

export const ATTRIBUTE_TYPES = [
	'text',
	'number',
	'email',
	'phone',
	'url',
	'date',
	'boolean',
	'currency',
	'location',
	'select',
	'social_profile',
	'domain',
	'full_name',
] as const;
type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

export const OBJECT_TYPES = ['person', 'company', 'custom', 'deal'] as const;
type ObjectType = (typeof OBJECT_TYPES)[number];

interface SelectOption {
	id: string;
	name: string;
}

export interface AttributeOptions {
	is_required: boolean;
	is_unique: boolean;
	is_multi_value: boolean;
	use_raw_format: boolean;
	is_whole_number: boolean;
	select_options: SelectOption[];
}

export interface Attribute {
	id: string;
	slug: string;
	type: AttributeType;
	name: string;
	description: string;
	options: AttributeOptions;
}

/** An object type, or a list, which the API describes in the same shape with type "list". */
export interface Definition {
	id: string;
	slug: string;
	name: string;
	name_plural: string;
	type: ObjectType | 'list';
	description: string;
	created_at: string;
	attributes: Attribute[];
}

export interface NexRecord {
	id: string;
	object_id: string;
	type: string;
	workspace_id: string;
	created_at: string;
	updated_at: string;
	attributes: Record<string, unknown>;
}

export interface ListEntry {
	id: string;
	/** The record's id; the entry has its own. */
	parent_id: string;
	/** Values of the list's own attributes. */
	attributes: Record<string, unknown>;
	created_at: string;
	updated_at: string;
}

export interface List {
	definition: Definition;
	/** Slug of the object type whose records it holds. */
	objectSlug: string;
	/** By entry id, in the order they were added. */
	entries: Map<string, ListEntry>;
}

export const RELATIONSHIP_TYPES = ['one_to_one', 'one_to_many', 'many_to_many'] as const;

export interface RelationshipDefinition {
	id: string;
	type: (typeof RELATIONSHIP_TYPES)[number];
	entity_definition_1_id: string;
	entity_definition_2_id: string;
	entity_1_to_2_predicate: string;
	entity_2_to_1_predicate: string;
	created_at: string;
}

export interface Relationship {
	id: string;
	definition_id: string;
	entity_1_id: string;
	entity_2_id: string;
	created_at: string;
}

export const PRIORITIES = ['unspecified', 'low', 'medium', 'high', 'urgent'] as const;

export interface Task extends Actor {
	id: string;
	title: string;
	description: string;
	priority: string;
	due_date?: string;
	is_completed: boolean;
	completed_at?: string;
	assignee_ids: string[];
	entity_ids: string[];
	created_at: string;
	archived_at?: string;
}

export interface Note {
	id: string;
	title: string;
	content: string;
	entity_id?: string;
	created_by: string;
	created_at: string;
	archived_at?: string;
}

export interface FieldChange {
	field_name: string;
	old_value: unknown;
	new_value: unknown;
}

export interface TimelineEvent extends Actor {
	id: string;
	/** One of the documented types, or one that a test makes up: clients must take it as it comes (docs/api.md#timeline-relationships). */
	resource_type: string;
	resource_id: string;
	event_type: string;
	event_payload: Record<string, unknown>;
	event_timestamp: string;
	is_aggregated: boolean;
	children: TimelineEvent[];
}

export interface InsightEntity {
	id: string;
	name: string;
	type: string;
}

/** Everything any source gives an insight; which of it is on the wire is a matter of shapes (docs/api.md#insight-envelope, 2.2, 3.2). */
export interface Insight {
	id: string;
	workspace_id: string;
	type: string;
	type_description: string;
	content: string;
	confidence: number;
	confidence_level: string;
	valid_from: string;
	valid_until: string | null;
	created_by: string;
	created_at: string;
	entities: InsightEntity[];
	target?: Record<string, unknown>;
	evidence: Array<Record<string, unknown>>;
}

interface Connection {
	id: Bare;
	status: string;
	identifier: string;
}

export interface Integration {
	type: string;
	provider: string;
	display_name: string;
	description: string;
	connections: Connection[];
}

export interface NotificationItem {
	id: string;
	type: string;
	status: string;
	alert_time: string;
	sent_at: string;
	content: { important_items: Array<Record<string, unknown>>; entity_changes: Array<Record<string, unknown>> };
}

export interface NotificationPreferences {
	frequency_minutes: number;
	enabled_types: string[];
	digest_enabled: boolean;
}

export interface NotificationRule {
	id: string;
	name: string;
	prompt: string;
	is_enabled: boolean;
	schedule: string;
	created_at: string;
}
