import type { INodeProperties } from 'n8n-workflow';
import { record } from '../shared/fields/record';

/** A picker of the record that becomes a member of a list. */
export const member = (): INodeProperties => ({
	...record({ description: 'The record to put into the list. It must be of the kind that the list holds.' }),
	routing: { send: { type: 'body', property: 'parent_id' } },
});
