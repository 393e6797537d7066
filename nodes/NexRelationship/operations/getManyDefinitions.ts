import { returnAllAndLimit } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

export const getManyDefinitions = operation({
	name: 'Get Many Definitions',
	value: 'getManyDefinitions',
	action: 'Get many relationship definitions',
	description: 'Retrieve the kinds of relationship that the workspace has between its object types',
	returns: 'each definition with its ID and the object types it relates',
	scopes: ['relationship.read'],
	method: 'GET',
	url: '/v1/relationships',
	answer: rowsUnder('data'),
	fields: returnAllAndLimit(),
});
