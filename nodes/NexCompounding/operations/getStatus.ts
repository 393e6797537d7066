import { jobId, simplify, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { jobFinished, simplifyJob } from '../job';

export const getStatus = operation({
	name: 'Get Compounding Job',
	value: 'getStatus',
	action: 'Get compounding job with its results',
	description: 'See how far a compounding job is, and what it did',
	returns: 'the status, and how many insights were looked at and changed',
	scopes: ['record.read'],
	method: 'GET',
	url: '/v1/compounding/jobs/{jobRunId}',
	notFound: 'There is no compounding job with this ID',
	fields: [
		jobId({
			displayName: 'Job Run ID',
			name: 'jobRunId',
			returnedAs: 'job_run_id',
			begunBy: 'Trigger Compounding Job',
			node: 'Nex Compounding',
			jobs: 'compounding jobs',
		}),
		...waitUntilFinished('Whether to wait until the job is finished. Otherwise its state of now is returned, such as accepted or running.'),
		simplify(),
	],
	continueFrom: jobFinished,
	simplify: simplifyJob,
});
