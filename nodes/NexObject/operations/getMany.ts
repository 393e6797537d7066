import { returnAllAndLimit } from '../../shared/fields/limit';
import { operation, rowsUnder } from '../../shared/operation';
import { compactObjectType } from '../../shared/attributes/compact';

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
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Attributes',
					name: 'includeAttributes',
					type: 'boolean',
					default: true,
					description: 'Whether to return the attributes of each object type as well',
					routing: { send: { type: 'query', property: 'include_attributes' } },
				},
			],
		},
	],
	compact: compactObjectType,
});
