import { compactObjectType } from '../../shared/attributes/compact';
import { clearing, objectType, updateFields } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { typeDescription, typeName, typePluralName } from '../fields';

const { fieldsToClear, sendChanges, tellKept } = clearing([
	{ name: 'Description', value: 'description', sent: '' },
	{ name: 'Plural Name', value: 'name_plural', sent: '' },
]);

export const update = operation({
	name: 'Update Object Type',
	value: 'update',
	action: 'Update object type',
	description: 'Change the name or description of an object type. Its slug and type cannot be changed.',
	returns: 'the object type as it is now',
	scopes: ['object.write'],
	method: 'PATCH',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [
		objectType({ description: 'The object type to change, such as person or company' }),
		updateFields(typeDescription, typeName, typePluralName),
		fieldsToClear,
	],
	prepare: sendChanges,
	tell: tellKept,
	compact: compactObjectType,
});
