/** The scopes a Nex API key can be given, with what each allows (docs/api.md#scopes). */
export const SCOPES = {
	'object.read': 'Read object types and their attributes',
	'object.write': 'Create, change and delete object types, attributes and lists',
	'record.read': 'Read and search records, their timeline and the graph',
	'record.write': 'Create, change and delete records, and remove records from lists',
	'list.read': 'Read lists and their attributes',
	'list.member.read': 'Read the members of lists',
	'list.member.write': 'Add and change the members of lists',
	'relationship.read': 'Read relationship definitions',
	'relationship.write': 'Create and delete relationship definitions and relationships',
	'task.read': 'Read tasks',
	'task.write': 'Create, change and archive tasks',
	'note.read': 'Read notes',
	'note.write': 'Create, change and archive notes',
	'integration.read': 'Read integrations and their connections',
	'integration.write': 'Connect and disconnect integrations',
	'notification.read': 'Read notifications, preferences and rules',
	'notification.write': 'Change notification preferences and rules',
	'insight.stream': 'Read and stream insights',
} as const;

/** A scope by its name in Nex. */
export type Scope = keyof typeof SCOPES;

/** Names scopes in a sentence: one by itself, disputed candidates joined by "or". */
export function nameScopes(scopes: readonly Scope[]): string {
	return scopes.map((scope) => `"${scope}"`).join(' or ');
}

/** What asking and reading artifacts take: sources disagree on which of the two (docs/api.md#context-scopes). */
export const CONTEXT_READ_SCOPES: readonly Scope[] = ['record.read', 'insight.stream'];
