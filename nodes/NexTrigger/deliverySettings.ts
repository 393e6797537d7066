import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import type { DeliveryOptions } from './delivery';

export interface DeliverySettings {
	delivery: DeliveryOptions;
}

/** The most events that may be in flight, so that what is stored of them stays small. */
const MOST_IN_FLIGHT = 1_000;

/** How events are handed to workflows: the same for every kind of event. */
export const deliveryProperties: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Events per Execution',
				name: 'batchSize',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 1,
				description:
					'How many events one run of the workflow may get, each as an item of its own. With 1 every event starts the workflow by itself.',
			},
			{
				displayName: 'Longest Run (Minutes)',
				name: 'longestRun',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1440 },
				default: 10,
				description: 'After this time a run that has not ended no longer holds back the next one. It is not stopped.',
			},
			{
				displayName: 'Runs at Once',
				name: 'window',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 10,
				description:
					'How many runs of this workflow may be going on at the same time. With 1 they come strictly one after the other, oldest event first.',
			},
			{
				displayName: 'Wait for More Events (Seconds)',
				name: 'batchWait',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 300 },
				default: 10,
				description: 'How long an event waits for others to go with it, where an execution may get more than one',
			},
		],
	},
];

const within = (value: unknown, fallback: number, least: number, most: number) => {
	const number = typeof value === 'number' && Number.isFinite(value) ? value : fallback;
	return Math.min(most, Math.max(least, number));
};

/** The user's choices, within what is safe. */
export function readDeliverySettings(context: ITriggerFunctions): DeliverySettings {
	const chosen = context.getNodeParameter('options', {}) as Record<string, unknown>;
	const batchSize = Math.floor(within(chosen.batchSize, 1, 1, 100));
	return {
		delivery: {
			batchSize,
			window: Math.floor(within(chosen.window, 10, 1, Math.min(100, MOST_IN_FLIGHT / batchSize))),
			batchWait: within(chosen.batchWait, 10, 0, 300) * 1_000,
			patience: within(chosen.longestRun, 10, 1 / 60, 1_440) * 60_000,
		},
	};
}
