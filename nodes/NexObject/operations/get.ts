import { compactObjectType } from '../../shared/attributes/compact';
import { objectType } from '../../shared/fields';
import { operation } from '../../shared/operation';

export const get = operation({
	name: 'Get Object Type',
	value: 'get',
	action: 'Get object type with its attributes',
	description: 'Retrieve one object type with all its attributes and their IDs, slugs and options',
	returns: 'the object type with its ID, slug and attributes',
	scopes: ['object.read'],
	method: 'GET',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [objectType({ description: 'The object type to retrieve, such as person or company' })],
	compact: compactObjectType,
});
