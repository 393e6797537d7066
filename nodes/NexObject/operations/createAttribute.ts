import { additionalFields, objectType, required, slug } from '../../shared/fields';
import { operation } from '../../shared/operation';
import {
	attributeDescription,
	attributeName,
	attributeType,
	isMultiValue,
	isRequired,
	isUnique,
	isWholeNumber,
	useRawFormat,
} from '../attributeFields';
import { newSelectOptions } from '../selectOptionFields';
import { sendNewOptions } from '../selectOptions';

export const createAttribute = operation({
	name: 'Create Attribute',
	value: 'createAttribute',
	action: 'Create attribute on object type',
	description:
		'Create an attribute on an object type: a field that every record of this kind then has. Look first whether Get Object Type ' +
		'has it: running it twice may make two.',
	returns: 'the attribute with its ID and slug',
	scopes: ['object.write'],
	method: 'POST',
	url: '/v1/objects/{objectType}/attributes',
	notFound: 'There is no such object type',
	fields: [
		objectType({ description: 'The object type that gets the attribute, such as person or company' }),
		required(attributeName),
		slug('status', 'The short name by which workflows and the API call the attribute. It cannot be changed later.'),
		attributeType,
		newSelectOptions,
		additionalFields(attributeDescription, isMultiValue, useRawFormat, isRequired, isUnique, isWholeNumber),
	],
	prepare: sendNewOptions('selectOptions.option'),
});
