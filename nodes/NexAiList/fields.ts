import type { INodeProperties } from 'n8n-workflow';
import { choice, includeAttributes, text } from '../shared/fields';
import { KINDS } from './kind';

/** What to look for, in words. */
export const query = text({
	displayName: 'Query',
	name: 'query',
	rows: 2,
	required: true,
	example: 'all companies who have asked for a contract',
	description: 'Whom or what to look for, in plain language',
	body: 'query',
});

export const lookFor = choice({
	displayName: 'Look For',
	name: 'objectType',
	options: KINDS,
	default: 'contact',
	description: 'What kind of record to look for. Nex calls people contacts here.',
	body: 'object_type',
});

/** What comes out once the list is finished. */
export const output = choice({
	displayName: 'Output',
	name: 'output',
	options: [
		{
			name: 'One Item per Entity',
			value: 'entities',
			description: 'Each person or company found becomes an item, with the reason why it is on the list',
		},
		{
			name: 'One Flat Item per Entity',
			value: 'flat',
			description: 'The same, with the attributes of each beside its name. Turn on Include Attributes to get them.',
		},
		{
			name: 'The List as One Item',
			value: 'job',
			description: 'One item with the status, how Nex understood the query, and all that was found',
		},
	],
	default: 'entities',
	description: 'What to return for a finished list. While it is not finished, one item with its job_id and status is returned.',
});

export const includeFoundAttributes = (place: 'body' | 'query'): INodeProperties =>
	includeAttributes(place, false, 'Whether to return all attributes of each record found');
