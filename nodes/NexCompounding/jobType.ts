import { choice } from '../shared/fields';

export const jobType = choice({
	displayName: 'Job Type',
	name: 'jobType',
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
	body: 'job_type',
});
