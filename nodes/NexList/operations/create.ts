import { compactObjectType } from '../../shared/attributes/compact';
import { additionalFields, description, name, objectType, pluralName, required, slug } from '../../shared/fields';
import { operation } from '../../shared/operation';

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
		required(name('VIP Contacts', 'What people read for the list')),
		slug('vip-contacts', 'The short name by which the API calls the list. It cannot be changed later.'),
		additionalFields(
			description('People to invite in spring', 'What the list is for'),
			pluralName('VIP Contacts', 'What people read for the list if Nex wants a plural'),
		),
	],
	compact: compactObjectType,
});
