import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from '../shared/fields';
import { list, narrowing, narrowingRecords, picker, record } from '../shared/fields';

/** A picker of a list, which an object type above it narrows. */
export const chosenList = (changes?: Partial<Locator>): INodeProperties[] => [narrowing('the choice of lists'), list(changes)];

const listMember = picker({
	displayName: 'Member',
	name: 'memberId',
	searchListMethod: 'searchListMembers',
	example: '40112233445566773',
	follows: 'listId',
	hint: 'The ID of the list entry, not of the record: Get Many List Members of Nex List returns it.',
});

/** Pickers of a list and of one of its members. */
export const chosenMember = (description: string): INodeProperties[] => [...chosenList(), listMember(description)];

/** Pickers of a list and of the record that becomes a member of it. */
export const listAndRecord: INodeProperties[] = [
	narrowingRecords('the choice of lists and the list of records'),
	list(),
	record({ description: 'The record to put into the list. It must be of the kind that the list holds.', body: 'parent_id' }),
];
