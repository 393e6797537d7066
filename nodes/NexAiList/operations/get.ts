import { jobId, options, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { includeFoundAttributes, output } from '../fields';
import { listFinished, READ_SCOPES, rowsOfList } from '../job';

export const get = operation({
	name: 'Get AI List',
	value: 'get',
	action: 'Get AI list of people or companies',
	description: 'Retrieve an AI list that was begun earlier: what was found, or how far it is',
	returns: 'each person or company found with its ID and the reason, or job_id and status while the list is not finished',
	scopes: READ_SCOPES,
	method: 'GET',
	url: '/v1/context/list/jobs/{jobId}',
	notFound: 'There is no AI list with this job ID',
	fields: [
		jobId({
			displayName: 'Job ID',
			name: 'jobId',
			returnedAs: 'job_id',
			begunBy: 'Create AI List',
			node: 'Nex AI List',
			jobs: 'AI lists',
		}),
		...waitUntilFinished('Whether to wait until the list is finished. Otherwise its state of now is returned.'),
		output,
		options(includeFoundAttributes('query')),
	],
	continueFrom: listFinished,
	answer: rowsOfList,
});
