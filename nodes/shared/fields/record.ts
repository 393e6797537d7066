import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from './locator';
import { locator } from './locator';

/** Where the IDs of records come from. */
export const RECORD_HINT = 'The ID of a record: Search Records of Nex Search and Get Many Records of Nex Record return it.';

/** A picker of a record, which follows the field `objectType` if the operation has one. */
export function record(changes: Partial<Locator> = {}): INodeProperties {
	return locator({
		displayName: 'Record',
		name: 'recordId',
		description: 'The record to work with',
		searchListMethod: 'searchRecords',
		hint: RECORD_HINT,
		placeholder: 'Select a record, or search for one…',
		example: '40112233445566771',
		url: true,
		follows: 'objectType',
		...changes,
	});
}
