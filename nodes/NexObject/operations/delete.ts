import { objectType } from '../../shared/fields';
import { deleted, operation } from '../../shared/operation';

export const deleteObject = operation({
	name: 'Delete Object Type',
	value: 'delete',
	action: 'Delete object type with all its records',
	description:
		'Delete an object type for good, with its attributes, lists, relationships and every record of this kind. This cannot be undone.',
	returns: 'the slug of the object type that is gone',
	scopes: ['object.write'],
	method: 'DELETE',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [objectType({ description: 'The object type to delete. All its records go with it.' })],
	answer: deleted('objectType'),
});
