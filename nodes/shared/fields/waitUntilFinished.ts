import type { INodeProperties } from 'n8n-workflow';
import { toggle, wholeNumber } from './byType';

/** The same field, shown if the operation waits. */
export const ifWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { waitUntilFinished: [true] } },
});

/**
 * "Wait Until Finished" and "Longest Wait", for operations that begin or look at a job.
 *
 * @param description what waiting gives, starting with "Whether"
 * @param most seconds to wait at most
 */
export const waitUntilFinished = (description: string, most = 3_600): INodeProperties[] => [
	toggle({ displayName: 'Wait Until Finished', name: 'waitUntilFinished', description }),
	ifWaiting(
		wholeNumber({
			displayName: 'Longest Wait (Seconds)',
			name: 'longestWait',
			default: 300,
			most,
			description: 'How many seconds to wait at most. When they are over, the item fails, and the job goes on in Nex.',
		}),
	),
];
