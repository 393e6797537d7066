import type { INodeProperties } from 'n8n-workflow';

/**
 * "Wait Until Finished" and "Longest Wait", for operations that begin or look at a job.
 *
 * @param description what waiting gives, starting with "Whether"
 * @param most seconds to wait at most
 */
export function waitUntilFinished(description: string, most = 3_600): INodeProperties[] {
	return [
		{
			displayName: 'Wait Until Finished',
			name: 'waitUntilFinished',
			type: 'boolean',
			default: false,
			description,
		},
		{
			displayName: 'Longest Wait (Seconds)',
			name: 'longestWait',
			type: 'number',
			default: 300,
			description: 'How many seconds to wait at most. When they are over, the item fails, and the job goes on in Nex.',
			typeOptions: { minValue: 1, maxValue: most, numberPrecision: 0 },
			displayOptions: { show: { waitUntilFinished: [true] } },
		},
	];
}
