import type { INodeProperties, INodePropertyCollection, ITriggerFunctions } from 'n8n-workflow';
import { NodeHelpers, NodeOperationError, toCronExpression } from 'n8n-workflow';

/** One row of "Poll Times", as n8n's own schedule field gives it. */
type PollTime = Parameters<typeof toCronExpression>[0];

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

interface Part {
	least: number;
	most: number;
	names?: string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of a cron expression as n8n's scheduler takes them; the seconds may be left out. */
const PARTS: Part[] = [
	{ least: 0, most: 59 },
	{ least: 0, most: 59 },
	{ least: 0, most: 23 },
	{ least: 1, most: 31 },
	{ least: 1, most: 12, names: MONTHS },
	{ least: 0, most: 7, names: DAYS },
];

function isWithin(text: string, { least, most, names = [] }: Part): boolean {
	const number = /^\d+$/.test(text) ? Number(text) : names.includes(text.toLowerCase()) ? least : undefined;
	return number !== undefined && number >= least && number <= most;
}

/** A list of values, ranges or all, each with or without a step. */
function isPart(text: string, part: Part): boolean {
	return text.split(',').every((one) => {
		const [range = '', step, ...more] = one.split('/');
		if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
		if (range === '*') return true;
		const ends = range.split('-');
		if (ends.length > 2 || !ends.every((end) => isWithin(end, part))) return false;
		const [from, to] = ends.map(Number);
		return from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to) || from <= to;
	});
}

/** True for a cron expression that n8n can schedule. */
export function isCron(expression: string): boolean {
	const texts = expression.trim().split(/\s+/);
	const parts = texts.length === 5 ? PARTS.slice(1) : PARTS;
	return texts.length === parts.length && parts.every((part, index) => isPart(texts[index] ?? '', part));
}

/** n8n-workflow tells this itself, but not before n8n 2.33: with seconds that are not one fixed number it is more than once a minute. */
const isMoreThanOnceAMinute = (expression: string) => /^(?!\d+\s)\S+(\s+\S+){5}$/.test(expression.trim());

/**
 * The cron expressions of "Poll Times".
 *
 * @throws NodeOperationError if there is none, or one that n8n cannot schedule or that asks more than once a minute
 */
export function readPollTimes(
	context: Pick<ITriggerFunctions, 'getNode' | 'getNodeParameter'>,
): Array<ReturnType<typeof toCronExpression>> {
	const refuse = (message: string, description: string) => new NodeOperationError(context.getNode(), message, { description });
	const { item: times = [] } = context.getNodeParameter('pollTimes', {}) as { item?: PollTime[] };
	if (times.length === 0) throw refuse('"Poll Times" is empty', 'Add at least one time at which Nex is asked what is new.');
	return times.map((time) => {
		if (time.mode === 'custom' && typeof time.cronExpression !== 'string')
			throw refuse('"Poll Times" has a custom time without a cron expression', 'Write one, such as */10 * * * *');
		const expression = toCronExpression(time);
		if (!isCron(expression))
			throw refuse(
				`"Poll Times" has a time that is no cron expression: ${expression}`,
				'Write it like */10 * * * * for every ten minutes.',
			);
		if (isMoreThanOnceAMinute(expression)) throw refuse('"Poll Times" asks too often', 'Nex can be asked once a minute at most.');
		return expression;
	});
}
