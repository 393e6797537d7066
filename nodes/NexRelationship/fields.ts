import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from '../shared/fields';
import { locator, record, text } from '../shared/fields';

/** A picker of a relationship definition. */
export const definition = (given: Pick<Locator, 'description' | 'body'>): INodeProperties =>
	locator({
		displayName: 'Relationship Definition',
		name: 'definitionId',
		searchListMethod: 'searchRelationshipDefinitions',
		hint: 'The ID of a definition: Get Many Definitions of Nex Relationship returns it.',
		example: '40112233445566779',
		...given,
	});

/** A picker of a record of the kind that the chosen definition has on this side. */
export const relatedRecord = (given: Partial<Locator>): INodeProperties => record({ follows: 'definitionId', ...given });

/** The ID of a relationship. There is no picker for it, because Nex cannot list the relationships of a record. */
export const relationshipId = text({
	displayName: 'Relationship ID',
	name: 'relationshipId',
	propertyHint: 'The ID that Create Relationship of Nex Relationship returned; Nex Graph returns it with the output Edges.',
	required: true,
	example: '40112233445566781',
	description:
		'The ID of the relationship. Nex cannot list the relationships of a record: Create Relationship returns the ID, and so ' +
		'does Nex Graph with the output Edges.',
});
