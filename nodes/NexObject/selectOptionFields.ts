import type { INodeProperties } from 'n8n-workflow';
import { text } from '../shared/fields';

const selectOptions = (
	given: Pick<INodeProperties, 'description' | 'typeOptions' | 'displayOptions'>,
	values: INodeProperties[],
): INodeProperties => ({
	displayName: 'Select Options',
	name: 'selectOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	...given,
	options: [{ displayName: 'Option', name: 'option', values }],
});

const optionName = (description: string): INodeProperties =>
	text({ displayName: 'Name', name: 'name', example: 'In Progress', description });

/** The choices of a new attribute. */
export const newSelectOptions = selectOptions(
	{
		description: 'The choices that the attribute offers',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { type: ['select'] } },
	},
	[
		optionName('What people read for the choice'),
		{
			displayName: 'ID',
			name: 'id',
			type: 'string',
			default: '',
			description: 'An ID of your own for the choice. Leave it empty to let Nex make one.',
		},
	],
);

/** What becomes of the choices that an attribute has. */
export const changedSelectOptions = selectOptions(
	{
		description:
			'Choices to rename or to add, for an attribute of the type Select. The others stay: they are read first, which costs a ' +
			'request and needs the scope object.read.',
		typeOptions: { multipleValues: true },
	},
	[
		{
			displayName: 'Option Name or ID',
			name: 'id',
			type: 'options',
			default: '',
			description:
				'Which to rename. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod: 'getSelectOptions', loadOptionsDependsOn: ['objectType.value', 'attributeId.value'] },
		},
		optionName('What people are to read for the choice'),
	],
);
