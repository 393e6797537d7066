import { deleted, operation } from '../../shared/operation';
import { attribute, typeOfAttribute } from '../attributeFields';

export const deleteAttribute = operation({
	name: 'Delete Attribute',
	value: 'deleteAttribute',
	action: 'Delete attribute with all its values',
	description: 'Delete an attribute of an object type for good, with the values that all records have in it. This cannot be undone.',
	returns: 'the ID of the attribute that is gone',
	scopes: ['object.write'],
	method: 'DELETE',
	url: '/v1/objects/{objectType}/attributes/{attributeId}',
	notFound: 'The attribute was not found on this object type',
	fields: [typeOfAttribute, attribute('The attribute to delete. Its values on all records go with it.')],
	answer: deleted('attributeId'),
});
