import { ifWaiting, simplify, toggle, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { newJobFinished, simplifyJob } from '../job';
import { jobType } from '../jobType';

export const trigger = operation({
	name: 'Trigger Compounding Job',
	value: 'trigger',
	action: 'Trigger compounding job to consolidate insights',
	description:
		'Have Nex work over what it knows now, instead of at its next scheduled time, such as after adding many texts. It changes the ' +
		'insights of the whole workspace, except in a dry run. Running it twice does so twice.',
	returns: 'the job_run_id, or what the job did if it was waited for',
	scopes: ['record.write'],
	method: 'POST',
	url: '/v1/compounding/trigger',
	fields: [
		jobType,
		toggle({
			displayName: 'Dry Run',
			name: 'dryRun',
			description: 'Whether to only show what the job would change, and change nothing',
			body: 'dry_run',
		}),
		...waitUntilFinished(
			'Whether to wait until the job is finished, and return what it did. Otherwise its job_run_id is returned at once, which Get ' +
				'Compounding Job takes.',
		),
		ifWaiting(simplify()),
	],
	continueFrom: newJobFinished,
	simplify: simplifyJob,
});
