import type { INodeProperties } from 'n8n-workflow';

/** A picker of an object type, which is sent as its slug. */
export function objectType(changes: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: 'Object Type',
		name: 'objectType',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The kind of record, such as person or company',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an object type…',
				typeOptions: { searchListMethod: 'searchObjectTypes', searchable: true },
			},
			{
				displayName: 'By Slug',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. person',
				hint: 'The short name that Nex uses in its URLs',
			},
		],
		...changes,
	};
}
