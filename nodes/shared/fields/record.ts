import type { INodeProperties } from 'n8n-workflow';

/** The last long number in the path of a Nex page is the ID of what it shows. */
export const ID_IN_URL = 'https?://[^\\s?#]*/(\\d{5,})(?:[/?#].*)?$';

/** A picker of a record, which follows the object type chosen above it where there is one. */
export function record(changes: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: 'Record',
		name: 'recordId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The record to work with',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a record…',
				typeOptions: { searchListMethod: 'searchRecords', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 40112233445566771',
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://app.nex.ai/…/40112233445566771',
				extractValue: { type: 'regex', regex: ID_IN_URL },
				validation: [{ type: 'regex', properties: { regex: ID_IN_URL, errorMessage: 'Not the URL of a record in Nex' } }],
			},
		],
		...changes,
	};
}
