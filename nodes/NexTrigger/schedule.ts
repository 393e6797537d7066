import type { INodeProperties, INodePropertyCollection, ITriggerFunctions } from 'n8n-workflow';
import { NodeHelpers, NodeOperationError, toCronExpression } from 'n8n-workflow';

/** One row of "Poll Times", as n8n's own schedule field gives it. */
type PollTime = Parameters<typeof toCronExpression>[0];

/** Cron expressions. */
export type PollTimes = Array<ReturnType<typeof toCronExpression>>;

/** When a source that is polled asks Nex, in n8n's own field for schedules. */
export const pollTimes = (displayOptions: INodeProperties['displayOptions']): INodeProperties => ({
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add poll time' },
	displayOptions,
	default: { item: [{ mode: 'everyMinute' }] },
	placeholder: 'Add poll time',
	description: 'When Nex is asked what is new',
	options: NodeHelpers.cronNodeOptions as INodePropertyCollection[],
});

/** n8n-workflow tells this itself, but not before n8n 2.33: with seconds that are not one fixed number it is more than once a minute. */
const isMoreThanOnceAMinute = (expression: string) => /^((?!\d+\s)\S+(\s+\S+){5}|@secondly)$/i.test(expression.trim());

const refusal = (context: Pick<ITriggerFunctions, 'getNode'>, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { description });

/**
 * The cron expressions of "Poll Times".
 *
 * @throws NodeOperationError if there is none, or one that asks more than once a minute
 */
export function readPollTimes(context: Pick<ITriggerFunctions, 'getNode' | 'getNodeParameter'>): PollTimes {
	const { item: times = [] } = context.getNodeParameter('pollTimes', {}) as { item?: PollTime[] };
	if (times.length === 0) throw refusal(context, '"Poll Times" is empty', 'Add at least one time at which Nex is asked what is new.');
	return times.map((time) => {
		if (time.mode === 'custom' && typeof time.cronExpression !== 'string')
			throw refusal(context, '"Poll Times" has a custom time without a cron expression', 'Write one, such as */10 * * * *');
		const expression = toCronExpression(time);
		if (isMoreThanOnceAMinute(expression)) throw refusal(context, '"Poll Times" asks too often', 'Nex can be asked once a minute at most.');
		return expression;
	});
}

/**
 * Has n8n's scheduler call a trigger at its times.
 *
 * @throws NodeOperationError that names the first time that n8n cannot schedule
 */
export function schedule(context: ITriggerFunctions, times: PollTimes, onTime: () => void): void {
	for (const expression of times) {
		try {
			context.helpers.registerCron({ expression }, onTime);
		} catch {
			throw refusal(
				context,
				`"Poll Times" has a time that is no cron expression: ${expression}`,
				'Write it like */10 * * * * for every ten minutes.',
			);
		}
	}
}
