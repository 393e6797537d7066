import { narrowingRecords } from '../../shared/fields/narrowing';
import { record } from '../../shared/fields/record';
import { deleted, operation } from '../../shared/operation';

export const deleteRelationship = operation({
	name: 'Delete Relationship',
	value: 'delete',
	action: 'Delete relationship between records',
	description: 'Delete the relationship between two records. The records themselves stay.',
	returns: 'the ID of the relationship that is gone',
	scopes: ['relationship.write'],
	method: 'DELETE',
	url: '/v1/records/{recordId}/relationships/{relationshipId}',
	notFound: 'The record, or the relationship on it, was not found',
	fields: [
		narrowingRecords(),
		record({ description: 'One of the two records that are related' }),
		{
			displayName: 'Relationship ID',
			name: 'relationshipId',
			builderHint: {
				propertyHint: 'The ID that Create Relationship of Nex Relationship returned; Nex Graph returns it with the output Edges.',
			},
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 40112233445566781',
			description:
				'The ID of the relationship. Nex cannot list the relationships of a record: Create Relationship returns the ID, and so ' +
				'does Nex Graph with the output Edges.',
		},
	],
	answer: deleted('relationshipId'),
});
