import { objectType } from '../../shared/fields/objectType';
import { slug } from '../../shared/fields/slug';
import { operation } from '../../shared/operation';
import { compactObjectType } from '../../shared/attributes/compact';

export const create = operation({
	name: 'Create List',
	value: 'create',
	action: 'Create list',
	description:
		'Create an empty list for records of one object type. Nex has no way to rename it later. Look first whether Get Many Lists has ' +
		'it: running it twice may make two.',
	returns: 'the list with its ID',
	scopes: ['object.write'],
	method: 'POST',
	url: '/v1/objects/{objectType}/lists',
	notFound: 'There is no such object type',
	fields: [
		objectType({ description: 'The kind of record that the list is to hold, such as person or company' }),
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. VIP Contacts',
			description: 'What people read for the list',
			routing: { send: { type: 'body', property: 'name' } },
		},
		slug('vip-contacts', 'The short name by which the API calls the list. It cannot be changed later.'),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. People to invite in spring',
					description: 'What the list is for',
					routing: { send: { type: 'body', property: 'description' } },
				},
				{
					displayName: 'Plural Name',
					name: 'namePlural',
					type: 'string',
					default: '',
					placeholder: 'e.g. VIP Contacts',
					description: 'What people read for the list where Nex wants a plural',
					routing: { send: { type: 'body', property: 'name_plural' } },
				},
			],
		},
	],
	compact: compactObjectType,
});
