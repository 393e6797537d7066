import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from '../shared/fields/locator';
import { locator } from '../shared/fields/locator';
import { record } from '../shared/fields/record';

/** A picker of the record that becomes a member of a list. */
export const member = (): INodeProperties => ({
	...record({ description: 'The record to put into the list. It must be of the kind that the list holds.' }),
	routing: { send: { type: 'body', property: 'parent_id' } },
});

/** A picker of a member of the list chosen above it. */
export function listMember(changes: Partial<Locator> = {}): INodeProperties {
	return locator({
		displayName: 'Member',
		name: 'memberId',
		description: 'The member of the list to work with',
		searchListMethod: 'searchListMembers',
		example: '40112233445566773',
		follows: 'listId',
		hint: 'The ID of the list entry, not of the record: Get Many List Members of Nex List returns it.',
		...changes,
	});
}
