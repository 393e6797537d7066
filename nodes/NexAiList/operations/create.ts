import { atMost, limit } from '../../shared/fields/limit';
import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { operation } from '../../shared/operation';
import { KINDS, readKind } from '../kind';
import { newListFinished, outputOf, rowsOfList } from '../job';

export const create = operation({
	name: 'Create AI List',
	value: 'create',
	action: 'Create AI list of people or companies',
	description:
		'Let AI search the workspace for the people or companies that a sentence describes, with the reason for each. Turn on Wait ' +
		'Until Finished to get them at once. Running it twice searches twice.',
	returns: 'each person or company found with its ID and the reason, or the job_id while the list is not finished',
	// Sources disagree on which of the two it takes (docs/api.md#context-scopes).
	scopes: ['list.member.write', 'insight.stream'],
	method: 'POST',
	url: '/v1/context/list/jobs',
	fields: [
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			typeOptions: { rows: 2 },
			required: true,
			default: '',
			placeholder: 'e.g. all companies who have asked for a contract',
			description: 'Whom or what to look for, in plain language',
			routing: { send: { type: 'body', property: 'query' } },
		},
		{
			displayName: 'Look For',
			name: 'objectType',
			type: 'options',
			options: KINDS,
			default: 'contact',
			description: 'What kind of record to look for. Nex calls people contacts here.',
			routing: { send: { type: 'body', property: 'object_type' } },
		},
		limit('body', 'From 1 to 100'),
		...waitUntilFinished(
			'Whether to wait until the list is finished, and return what was found. Otherwise the job_id is returned at once, which Get ' +
				'AI List takes.',
		),
		outputOf({ show: { waitUntilFinished: [true] } }),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Attributes',
					name: 'includeAttributes',
					type: 'boolean',
					default: false,
					description: 'Whether to return all attributes of each record found',
					routing: { send: { type: 'body', property: 'include_attributes' } },
				},
			],
		},
	],
	exceptions: { objectType: readKind },
	prepare: atMost(100),
	continueFrom: newListFinished,
	answer: rowsOfList,
});
