import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/fields/locator';

/** A picker of an attribute of the chosen object type, which is sent as its ID. */
export function attribute(description: string): INodeProperties {
	return locator({
		displayName: 'Attribute',
		name: 'attributeId',
		description,
		searchListMethod: 'searchAttributeIds',
		example: '40112233445566775',
		follows: 'objectType',
		hint: 'The ID of the attribute, not its slug: Get Object Type of Nex Object returns it.',
	});
}
