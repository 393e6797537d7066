import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from './locator';
import { locator } from './locator';

/** A picker of a list, which follows the field `objectType` if the operation has one. */
export function list(changes: Partial<Locator> = {}): INodeProperties {
	return locator({
		displayName: 'List',
		name: 'listId',
		description: 'The list to work with',
		searchListMethod: 'searchLists',
		hint: 'The ID of a list: Get Many Lists of Nex List returns it.',
		example: '40112233445566771',
		url: true,
		follows: 'objectType',
		...changes,
	});
}
