import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { choice, moment, wholeNumber } from '../shared/fields';
import type { Prepare } from '../shared/operation';

const IF_LAST: INodeProperties['displayOptions'] = { show: { window: ['last'] } };
const IF_BETWEEN: INodeProperties['displayOptions'] = { show: { window: ['between'] } };

/** When the insights were made. */
export const timeRange: INodeProperties[] = [
	choice({
		displayName: 'Time Range',
		name: 'window',
		default: 'newest',
		description: 'When the insights were made',
		options: [
			{ name: 'Any Time', value: 'newest', description: 'The newest insights, whenever they were made' },
			{ name: 'Between Two Dates', value: 'between', description: 'Insights made between two moments' },
			{ name: 'Last Minutes, Hours or Days', value: 'last', description: 'Insights made in a stretch of time that ends now' },
		],
	}),
	wholeNumber({
		displayName: 'Last',
		name: 'last',
		default: 24,
		required: true,
		description: 'How many minutes, hours or days back from now',
		displayOptions: IF_LAST,
	}),
	choice({
		displayName: 'Unit',
		name: 'unit',
		default: 'hours',
		description: 'What the number above counts',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
		displayOptions: IF_LAST,
	}),
	moment({
		displayName: 'From',
		name: 'from',
		required: true,
		description: 'The earliest moment. Without a time zone, that of the workflow counts.',
		displayOptions: IF_BETWEEN,
		query: 'from',
	}),
	moment({
		displayName: 'To',
		name: 'to',
		required: true,
		description: 'The latest moment. Without a time zone, that of the workflow counts; without a time, the beginning of the day.',
		displayOptions: IF_BETWEEN,
		query: 'to',
	}),
];

/** Hours and minutes are what every source of the API takes; days are not (docs/api.md#insight-window). */
const UNITS: Record<string, { letter: string; times: number }> = {
	minutes: { letter: 'm', times: 1 },
	hours: { letter: 'h', times: 1 },
	days: { letter: 'h', times: 24 },
};

/** Sends the time that insights are from: a stretch that ends now, or two dates in their order. */
export const sendTimeRange: Prepare = (context, request, form) => {
	const { from, to } = request.query ?? {};
	if (typeof from === 'string' && typeof to === 'string' && from > to) {
		throw new NodeOperationError(context.getNode(), '"From" is after "To"', {
			description: 'Exchange the two dates.',
			itemIndex: context.getItemIndex(),
		});
	}
	if (form.get('window') !== 'last') return request;
	const { letter, times } = UNITS[String(form.get('unit'))] ?? { letter: 'h', times: 1 };
	return { ...request, query: { ...request.query, last: `${Number(form.get('last')) * times}${letter}` } };
};
