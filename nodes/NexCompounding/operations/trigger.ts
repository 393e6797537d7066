import { NodeOperationError } from 'n8n-workflow';
import { asObject } from '../../shared/isObject';
import { simplify } from '../../shared/fields/simplify';
import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { idIn, operation, untilFinished } from '../../shared/operation';
import { fillPath } from '../../shared/transport/path';
import { hasCounts, simplifyJob } from '../job';

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
		{
			displayName: 'Job Type',
			name: 'jobType',
			type: 'options',
			options: [
				{ name: 'Consolidation', value: 'consolidation', description: 'Merge insights that say nearly the same' },
				{ name: 'Decay Sweep', value: 'decay_sweep', description: 'Lower the confidence in insights that have grown old' },
				{ name: 'Metrics', value: 'metrics', description: 'Take a snapshot of the figures of the pipeline' },
				{ name: 'Pattern Detection', value: 'pattern_detection', description: 'Discover patterns that come again and again' },
				{ name: 'Playbook Synthesis', value: 'playbook_synthesis', description: 'Make playbook rules from patterns' },
			],
			required: true,
			default: 'consolidation',
			description: 'What to do with the insights of the workspace',
			routing: { send: { type: 'body', property: 'job_type' } },
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to only show what the job would change, and change nothing',
			routing: { send: { type: 'body', property: 'dry_run' } },
		},
		...waitUntilFinished(
			'Whether to wait until the job is finished, and return what it did. Otherwise its job_run_id is returned at once, which Get ' +
				'Compounding Job takes.',
		),
		{ ...simplify(), displayOptions: { show: { waitUntilFinished: [true] } } },
	],
	continueFrom: untilFinished({
		name: 'The compounding job',
		ask: (context, begun) => {
			const jobRunId = idIn(asObject(begun), 'job_run_id');
			if (jobRunId === '')
				throw new NodeOperationError(context.getNode(), 'Nex took the compounding job, but did not say under which ID', {
					description: 'There is nothing to wait for. Turn off "Wait Until Finished".',
					itemIndex: context.getItemIndex(),
				});
			return {
				path: fillPath('/v1/compounding/jobs/{jobRunId}', { jobRunId }),
				scopes: ['record.read'],
				notFound: 'The compounding job that was begun was not found',
			};
		},
		hasResult: hasCounts,
		later: (begun) =>
			'Nex goes on with it. Raise "Longest Wait", or see later how it went with Get Compounding Job and the ID ' +
			`${idIn(asObject(begun), 'job_run_id')}.`,
	}),
	simplify: simplifyJob,
});
