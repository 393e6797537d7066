import { additionalFields } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { firstToSecond, howMany, objectTypeId, secondToFirst } from '../definitionFields';

export const createDefinition = operation({
	name: 'Create Definition',
	value: 'createDefinition',
	action: 'Create relationship definition',
	description:
		'Define a kind of relationship between records of two object types, such as person works at company. Look first whether Get ' +
		'Many Definitions has it: running it twice may make two.',
	returns: 'the definition with its ID',
	scopes: ['relationship.write'],
	method: 'POST',
	url: '/v1/relationships',
	fields: [
		objectTypeId({
			displayName: 'First Object Type',
			name: 'firstObjectTypeId',
			description: 'The kind of record that stands first in the relationship, such as person in "person works at company"',
			body: 'entity_definition_1_id',
		}),
		objectTypeId({
			displayName: 'Second Object Type',
			name: 'secondObjectTypeId',
			description: 'The kind of record that stands second in the relationship, such as company in "person works at company"',
			body: 'entity_definition_2_id',
		}),
		howMany,
		additionalFields(firstToSecond, secondToFirst),
	],
});
