import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from '../shared/fields/locator';
import { locator } from '../shared/fields/locator';

/** A picker of an object type, which is sent as its ID: relationships do not know slugs. */
export function objectTypeId(displayName: string, name: string, description: string): INodeProperties {
	return locator({
		displayName,
		name,
		description,
		searchListMethod: 'searchObjectTypeIds',
		example: '40112233445566777',
		hint: 'The ID of the object type, not its slug: Get Many Object Types of Nex Object returns it.',
	});
}

/** A picker of a relationship definition. */
export function definition(changes: Partial<Locator> = {}): INodeProperties {
	return locator({
		displayName: 'Relationship Definition',
		name: 'definitionId',
		description: 'The kind of relationship',
		searchListMethod: 'searchRelationshipDefinitions',
		hint: 'The ID of a definition: Get Many Definitions of Nex Relationship returns it.',
		example: '40112233445566779',
		...changes,
	});
}
