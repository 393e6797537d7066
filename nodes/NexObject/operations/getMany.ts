import { compactObjectType } from '../../shared/attributes/compact';
import { includeAttributes, options, returnAllAndLimit } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

export const getMany = operation({
	name: 'Get Many Object Types',
	value: 'getMany',
	action: 'Get many object types',
	description: 'Retrieve the object types of the workspace, such as person and company, with the slugs that other operations ask for',
	returns: 'each object type with its ID, slug and attributes',
	scopes: ['object.read'],
	method: 'GET',
	url: '/v1/objects',
	answer: rowsUnder('data'),
	fields: [
		...returnAllAndLimit(),
		options(includeAttributes('query', true, 'Whether to return the attributes of each object type as well')),
	],
	compact: compactObjectType,
});
