import type { Clearable } from '../../shared/fields/clear';
import { clearChosen, fieldsToClear, someChange } from '../../shared/fields/clear';
import { objectType } from '../../shared/fields/objectType';
import { inOrder, operation } from '../../shared/operation';
import { attribute } from '../attribute';
import { sendChangedOptions } from '../selectOptions';

const CLEARABLE: Clearable[] = [{ name: 'Description', value: 'description', sent: '' }];

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
		objectType({ description: 'The object type that has the attribute, such as person or company' }),
		attribute('The attribute to change'),
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
					placeholder: 'e.g. How far the project is',
					description: 'What the attribute is for',
					routing: { send: { type: 'body', property: 'description' } },
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Status',
					description: 'What people read beside the value',
					routing: { send: { type: 'body', property: 'name' } },
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
					displayName: 'Select Options',
					name: 'selectOptions',
					type: 'fixedCollection',
					placeholder: 'Add option',
					default: {},
					description:
						'Choices to rename or to add, for an attribute of the type Select. The others stay: they are read first, which costs a ' +
						'request and needs the scope object.read.',
					typeOptions: { multipleValues: true },
					options: [
						{
							displayName: 'Option',
							name: 'option',
							values: [
								{
									displayName: 'Option Name or ID',
									name: 'id',
									type: 'options',
									default: '',
									description:
										'The choice to rename, or a new one. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
									typeOptions: { loadOptionsMethod: 'getSelectOptions', loadOptionsDependsOn: ['objectType.value', 'attributeId.value'] },
								},
								{
									displayName: 'Name',
									name: 'name',
									type: 'string',
									default: '',
									placeholder: 'e.g. In Progress',
									description: 'What people are to read for the choice',
								},
							],
						},
					],
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
		fieldsToClear(CLEARABLE),
	],
	prepare: inOrder(sendChangedOptions('updateFields.selectOptions.option'), clearChosen(CLEARABLE), someChange),
});
