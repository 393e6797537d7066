import { narrowingRecords, record } from '../../shared/fields';
import { deleted, operation } from '../../shared/operation';
import { relationshipId } from '../fields';

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
	fields: [narrowingRecords(), record({ description: 'One of the two records that are related' }), relationshipId],
	answer: deleted('relationshipId'),
});
