import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import type { DeliveryOptions } from '.';
import { number, toggle, wholeNumber } from '../../shared/fields/byType';
import { options } from '../../shared/fields/collections';
import { readCollection } from '../form';

/** The most events that may be in flight, so that what is stored of them stays small. */
const MOST_IN_FLIGHT = 1_000;

/** How events are handed to workflows: the same for every kind of event. */
export const deliveryProperties: INodeProperties[] = [
	options(
		toggle({
			displayName: 'Begin Again What Was Cut Off',
			name: 'beginsAgain',
			description:
				'Whether a run that n8n was killed in the middle of is begun again when n8n starts. What it had done by then is done twice.',
		}),
		wholeNumber({
			displayName: 'Events per Execution',
			name: 'batchSize',
			default: 1,
			most: 100,
			description:
				'How many events one run of the workflow may get, each as an item of its own. With 1 every event starts the workflow by itself.',
		}),
		number({
			displayName: 'Longest Run (Minutes)',
			name: 'longestRun',
			default: 10,
			most: 1440,
			description: 'After this time a run that has not ended no longer holds back the next one. It is not stopped.',
		}),
		wholeNumber({
			displayName: 'Runs at Once',
			name: 'concurrency',
			default: 10,
			most: 100,
			description:
				'How many runs of this workflow may be going on at the same time. With 1 they come strictly one after the other, oldest event ' +
				'first.',
		}),
		number({
			displayName: 'Wait for More Events (Seconds)',
			name: 'batchWait',
			default: 10,
			least: 0,
			most: 300,
			description: 'How long an event waits for others to go with it, if an execution may get more than one',
		}),
	),
];

const MINUTE = 60_000;

/**
 * How the user wants events to be handed over.
 *
 * @throws NodeOperationError that names the first option whose value cannot be used
 */
export function readDeliverySettings(context: ITriggerFunctions): DeliveryOptions {
	const chosen = readCollection(context, deliveryProperties, 'options');
	const numberOf = (name: string, fallback: number) => (typeof chosen[name] === 'number' ? chosen[name] : fallback);
	const batchSize = numberOf('batchSize', 1);
	return {
		batchSize,
		concurrency: Math.max(1, Math.min(numberOf('concurrency', 10), Math.floor(MOST_IN_FLIGHT / batchSize))),
		batchWait: numberOf('batchWait', 10) * 1_000,
		longestRun: numberOf('longestRun', 10) * MINUTE,
		beginsAgain: chosen.beginsAgain === true,
	};
}
