import { compactObjectType } from '../../shared/attributes/compact';
import { includeAttributes, objectType, options, returnAllAndLimit } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

export const getMany = operation({
	name: 'Get Many Lists',
	value: 'getMany',
	action: 'Get many lists of object type',
	description: 'Retrieve the lists that hold records of one object type',
	returns: 'each list with its ID, name and slug',
	scopes: ['list.read'],
	method: 'GET',
	url: '/v1/objects/{objectType}/lists',
	notFound: 'There is no such object type',
	answer: rowsUnder('data'),
	fields: [
		objectType({ description: 'The kind of record that the lists hold, such as person or company' }),
		...returnAllAndLimit(),
		options(includeAttributes('query', true, 'Whether to return the attributes of each list as well')),
	],
	compact: compactObjectType,
});
