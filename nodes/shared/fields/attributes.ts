import type { INodeProperties } from 'n8n-workflow';

/** A form that follows the live schema, or JSON: the two ways to give attributes. */
export function attributes(dependsOn: string, resourceMapperMethod: string): INodeProperties[] {
	return [
		{
			displayName: 'Attributes As',
			name: 'attributesMode',
			type: 'options',
			default: 'form',
			description: 'How to give the attributes',
			options: [
				{
					name: 'Form',
					value: 'form',
					description: "Fill a form that follows the schema in Nex, or map the input item's fields by slug or name",
				},
				{ name: 'JSON', value: 'json', description: 'Write the attributes as one JSON object' },
			],
		},
		{
			displayName: 'Attributes',
			name: 'attributes',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			description:
				'The values to write. Attributes without a value are left as they are. An attribute marked as a list takes several values: ' +
				'one per line, as a list from an expression, or with commas between them if its values have none. The options of a select ' +
				'may be given by name, or added one by one.',
			typeOptions: {
				loadOptionsDependsOn: [dependsOn],
				resourceMapper: {
					resourceMapperMethod,
					// Also if something is changed: the editor's update mode wants columns to match rows by, and shows no others.
					mode: 'add',
					valuesLabel: 'Attributes',
					fieldWords: { singular: 'attribute', plural: 'attributes' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
					// The notice that comes with an empty form says why it is empty.
					hideNoDataError: true,
				},
			},
			displayOptions: { show: { attributesMode: ['form'] } },
		},
		{
			displayName: 'Attributes (JSON)',
			name: 'attributesJson',
			builderHint: {
				propertyHint:
					'An object such as { "email_addresses": ["ada@example.com"] }: Get Object Type of Nex Object returns the slugs; Get List ' +
					'of Nex List returns those of a list.',
			},
			type: 'json',
			default: '{}',
			required: true,
			description:
				'An object from attribute slugs to values. Names, phones and locations may be text or objects; null empties an attribute: ' +
				'see <a href="https://docs.nex.ai/api-reference/introduction" target="_blank">Nex on values</a>.',
			placeholder: 'e.g. { "name": { "first_name": "Ada" }, "email_addresses": ["ada@example.com"] }',
			displayOptions: { show: { attributesMode: ['json'] } },
		},
	];
}

/**
 * What an update asks about what stands in Nex: whether it is replaced, and what is to be cleared.
 *
 * @param loadOptionsMethod lists the attributes that can be cleared
 * @param cost what the modes that read first cost: a request, and which scope
 */
export function changes(loadOptionsMethod: string, loadOptionsDependsOn: string[], cost: string): INodeProperties[] {
	return [
		{
			displayName: 'Write Mode',
			name: 'writeMode',
			type: 'options',
			default: 'replace',
			description: `What happens to values that stand in Nex already. All but Replace read them first. ${cost}`,
			options: [
				{
					name: 'Add to Lists',
					value: 'addToLists',
					description: 'Keep what a list holds and add to it. Other attributes are replaced. Somebody else may write in between.',
				},
				{
					name: 'Only if Empty',
					value: 'onlyIfEmpty',
					description: 'Write attributes that have no value yet, and leave the others. Somebody else may write in between.',
				},
				{
					name: 'Replace',
					value: 'replace',
					description:
						'Put the given values in place of those that stand. Options that are switched on one by one are added to those that ' +
						'stand, which are read first.',
				},
			],
		},
		{
			displayName: 'Fields to Clear Names or IDs',
			name: 'fieldsToClear',
			type: 'multiOptions',
			default: [],
			description:
				'The attributes to empty; Nex does not document how, it is sent null for each. An expression gives them by slug or name. ' +
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod, loadOptionsDependsOn },
		},
	];
}
