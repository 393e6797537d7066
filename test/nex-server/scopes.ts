/** The 18 scopes a key can have (docs/api.md#scopes). */
export const SCOPES = [
	'object.read',
	'object.write',
	'record.read',
	'record.write',
	'list.read',
	'list.member.read',
	'list.member.write',
	'relationship.read',
	'relationship.write',
	'task.read',
	'task.write',
	'note.read',
	'note.write',
	'integration.read',
	'integration.write',
	'notification.read',
	'notification.write',
	'insight.stream',
] as const;

export type Scope = (typeof SCOPES)[number];

/** A key and what it may do. */
export interface Key {
	/** The id that the API shows for the key, for instance as `created_by_id` of what it made. */
	readonly id: string;
	scopes: ReadonlySet<Scope>;
	revoked: boolean;
}
