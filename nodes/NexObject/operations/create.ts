import { additionalFields, required, slug } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { kindOfRecords, typeDescription, typeName, typePluralName } from '../fields';

export const create = operation({
	name: 'Create Object Type',
	value: 'create',
	action: 'Create object type',
	description:
		'Create an object type: a new kind of record for the workspace, such as project. Look first whether Get Many Object Types has ' +
		'it: running it twice may make two.',
	returns: 'the object type with its ID and slug',
	scopes: ['object.write'],
	method: 'POST',
	url: '/v1/objects',
	fields: [
		required(typeName),
		slug('project', 'The short name by which workflows and the API call the object type. It cannot be changed later.'),
		additionalFields(typeDescription, typePluralName, kindOfRecords),
	],
});
