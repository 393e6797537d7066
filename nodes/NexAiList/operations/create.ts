import { atMost, ifWaiting, limit, options, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { includeFoundAttributes, lookFor, output, query } from '../fields';
import { newListFinished, rowsOfList } from '../job';
import { readKind } from '../kind';

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
		query,
		lookFor,
		limit('body', 'From 1 to 100'),
		...waitUntilFinished(
			'Whether to wait until the list is finished, and return what was found. Otherwise the job_id is returned at once, which Get ' +
				'AI List takes.',
		),
		ifWaiting(output),
		options(includeFoundAttributes('body')),
	],
	exceptions: { objectType: readKind },
	prepare: atMost(100),
	continueFrom: newListFinished,
	answer: rowsOfList,
});
