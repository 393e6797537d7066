import { objectType } from '../../shared/fields/objectType';
import { slug } from '../../shared/fields/slug';
import { operation } from '../../shared/operation';
import { ATTRIBUTE_TYPES } from '../attributeTypes';
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
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Status',
			description: 'What people read beside the value',
			routing: { send: { type: 'body', property: 'name' } },
		},
		slug('status', 'The short name by which workflows and the API call the attribute. It cannot be changed later.'),
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			default: 'text',
			required: true,
			description: 'What kind of value the attribute holds. It cannot be changed later.',
			options: ATTRIBUTE_TYPES,
			routing: { send: { type: 'body', property: 'type' } },
		},
		{
			displayName: 'Select Options',
			name: 'selectOptions',
			type: 'fixedCollection',
			placeholder: 'Add option',
			default: {},
			description: 'The choices that the attribute offers',
			typeOptions: { multipleValues: true, sortable: true },
			displayOptions: { show: { type: ['select'] } },
			options: [
				{
					displayName: 'Option',
					name: 'option',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. In Progress',
							description: 'What people read for the choice',
						},
						{
							displayName: 'ID',
							name: 'id',
							type: 'string',
							default: '',
							description: 'An ID of your own for the choice. Leave it empty to let Nex make one.',
						},
					],
				},
			],
		},
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
					placeholder: 'e.g. How far the project is',
					description: 'What the attribute is for',
					routing: { send: { type: 'body', property: 'description' } },
				},
				{
					displayName: 'Multiple Values',
					name: 'isMultiValue',
					type: 'boolean',
					default: false,
					description: 'Whether a record may hold several values, such as two email addresses. It cannot be changed later.',
					routing: { send: { type: 'body', property: 'options.is_multi_value' } },
				},
				{
					displayName: 'Raw Format',
					name: 'useRawFormat',
					type: 'boolean',
					default: false,
					description: 'Whether to keep numbers as they are written, without formatting them',
					routing: { send: { type: 'body', property: 'options.use_raw_format' } },
				},
				{
					displayName: 'Required',
					name: 'isRequired',
					type: 'boolean',
					default: false,
					description: 'Whether every record must have a value',
					routing: { send: { type: 'body', property: 'options.is_required' } },
				},
				{
					displayName: 'Unique',
					name: 'isUnique',
					type: 'boolean',
					default: false,
					description:
						'Whether no two records may have the same value. Create or Update Record can find a record by it. It cannot be changed later.',
					routing: { send: { type: 'body', property: 'options.is_unique' } },
				},
				{
					displayName: 'Whole Number',
					name: 'isWholeNumber',
					type: 'boolean',
					default: false,
					description: 'Whether a number must be without decimals',
					routing: { send: { type: 'body', property: 'options.is_whole_number' } },
				},
			],
		},
	],
	prepare: sendNewOptions('selectOptions.option'),
});
