import { operation } from '../../shared/operation';
import { objectTypeId } from '../fields';

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
		{
			...objectTypeId(
				'First Object Type',
				'firstObjectTypeId',
				'The kind of record that stands first in the relationship, such as person in "person works at company"',
			),
			routing: { send: { type: 'body', property: 'entity_definition_1_id' } },
		},
		{
			...objectTypeId(
				'Second Object Type',
				'secondObjectTypeId',
				'The kind of record that stands second in the relationship, such as company in "person works at company"',
			),
			routing: { send: { type: 'body', property: 'entity_definition_2_id' } },
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			default: 'many_to_many',
			required: true,
			description: 'How many records one record can be related to',
			options: [
				{ name: 'Many to Many', value: 'many_to_many', description: 'Every record can be related to several on the other side' },
				{
					name: 'One to Many',
					value: 'one_to_many',
					description: 'A first record can be related to several second ones, a second record to one first',
				},
				{ name: 'One to One', value: 'one_to_one', description: 'Every record can be related to one on the other side' },
			],
			routing: { send: { type: 'body', property: 'type' } },
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Label From First to Second',
					name: 'firstToSecond',
					type: 'string',
					default: '',
					placeholder: 'e.g. works at',
					description: 'What the first record is or does to the second, as a verb',
					routing: { send: { type: 'body', property: 'entity_1_to_2_predicate' } },
				},
				{
					displayName: 'Label From Second to First',
					name: 'secondToFirst',
					type: 'string',
					default: '',
					placeholder: 'e.g. employs',
					description: 'What the second record is or does to the first, as a verb',
					routing: { send: { type: 'body', property: 'entity_2_to_1_predicate' } },
				},
			],
		},
	],
});
