import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from './locator';
import { locator } from './locator';

/** A picker of an object type, which is sent as its slug. */
export function objectType(changes: Partial<Locator> = {}): INodeProperties {
	return locator({
		displayName: 'Object Type',
		name: 'objectType',
		description: 'The kind of record, such as person or company',
		searchListMethod: 'searchObjectTypes',
		by: 'Slug',
		example: 'person',
		hint: 'A slug such as person or company: Get Many Object Types of Nex Object returns them.',
		...changes,
	});
}
