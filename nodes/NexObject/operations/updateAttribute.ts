import { clearing, updateFields } from '../../shared/fields';
import { inOrder, operation } from '../../shared/operation';
import {
	attribute,
	attributeDescription,
	attributeName,
	isRequired,
	isWholeNumber,
	typeOfAttribute,
	useRawFormat,
} from '../attributeFields';
import { changedSelectOptions } from '../selectOptionFields';
import { sendChangedOptions } from '../selectOptions';

const { fieldsToClear, sendChanges, tellKept } = clearing([{ name: 'Description', value: 'description', sent: '' }]);

export const updateAttribute = operation({
	name: 'Update Attribute',
	value: 'updateAttribute',
	action: 'Update attribute of object type',
	description:
		'Change an attribute of an object type. Its slug and type, and whether it is unique or holds several values, cannot be changed.',
	returns: 'the attribute as it is now',
	scopes: ['object.write'],
	method: 'PATCH',
	url: '/v1/objects/{objectType}/attributes/{attributeId}',
	notFound: 'The attribute was not found on this object type',
	fields: [
		typeOfAttribute,
		attribute('The attribute to change'),
		updateFields(attributeDescription, attributeName, useRawFormat, isRequired, changedSelectOptions, isWholeNumber),
		fieldsToClear,
	],
	prepare: inOrder(sendChangedOptions('updateFields.selectOptions.option'), sendChanges),
	tell: tellKept,
});
