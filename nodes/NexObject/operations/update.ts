import type { Clearable } from '../../shared/fields/clear';
import { clearChosen, fieldsToClear, someChange } from '../../shared/fields/clear';
import { objectType } from '../../shared/fields/objectType';
import { inOrder, operation } from '../../shared/operation';
import { compactObjectType } from '../../shared/attributes/compact';

const CLEARABLE: Clearable[] = [
	{ name: 'Description', value: 'description', sent: '' },
	{ name: 'Plural Name', value: 'name_plural', sent: '' },
];

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
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. A piece of work for a customer',
					description: 'What records of this kind stand for',
					routing: { send: { type: 'body', property: 'description' } },
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Project',
					description: 'What people read for one record of this kind',
					routing: { send: { type: 'body', property: 'name' } },
				},
				{
					displayName: 'Plural Name',
					name: 'namePlural',
					type: 'string',
					default: '',
					placeholder: 'e.g. Projects',
					description: 'What people read for several records of this kind',
					routing: { send: { type: 'body', property: 'name_plural' } },
				},
			],
		},
		fieldsToClear(CLEARABLE),
	],
	prepare: inOrder(clearChosen(CLEARABLE), someChange),
	compact: compactObjectType,
});
