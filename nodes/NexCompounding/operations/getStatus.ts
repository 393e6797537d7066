import { simplify } from '../../shared/fields/simplify';
import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { operation, untilFinished } from '../../shared/operation';
import { hasCounts, simplifyJob } from '../job';

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
		{
			displayName: 'Job Run ID',
			name: 'jobRunId',
			builderHint: { propertyHint: 'The job_run_id that Trigger Compounding Job of Nex Compounding returned.' },
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.job_run_id }}',
			description: 'The job_run_id that Trigger Compounding Job returned. Nex cannot list compounding jobs.',
		},
		...waitUntilFinished('Whether to wait until the job is finished. Otherwise its state of now is returned, such as accepted or running.'),
		simplify(),
	],
	continueFrom: untilFinished({
		name: 'The compounding job',
		ask: () => ({}),
		hasResult: hasCounts,
		later: () => 'Nex goes on with it. Raise "Longest Wait", or look again later.',
	}),
	simplify: simplifyJob,
});
