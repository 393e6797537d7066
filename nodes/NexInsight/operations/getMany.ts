import { atMost, limit } from '../../shared/fields/limit';
import { simplify } from '../../shared/fields/simplify';
import { inOrder, operation, rowsUnder } from '../../shared/operation';
import { simplifyInsight } from '../simplifyInsight';
import { sendWindow } from '../window';
import { MOMENT_HINT } from '../../shared/fields/moment';
import { without } from '../../shared/tool/compact';

/** Rows that Nex gives at most (docs/api.md#insight-limit). */
const MOST = 100;

export const getMany = operation({
	name: 'Get Many Insights',
	value: 'getMany',
	action: 'Get many insights about records',
	description: 'Retrieve what Nex has concluded lately about people, companies and other records, such as risks and opportunities',
	returns: 'each insight with its text, type, confidence and the IDs of the records it is about, the newest first',
	scopes: ['insight.stream'],
	method: 'GET',
	url: '/v1/insights',
	// Sources disagree on the name of the list (docs/api.md#insight-envelope).
	answer: rowsUnder('data', 'insights'),
	fields: [
		{
			displayName: 'Time Range',
			name: 'window',
			type: 'options',
			default: 'newest',
			description: 'When the insights were made',
			options: [
				{ name: 'Any Time', value: 'newest', description: 'The newest insights, whenever they were made' },
				{ name: 'Between Two Dates', value: 'between', description: 'Insights made between two moments' },
				{ name: 'Last Minutes, Hours or Days', value: 'last', description: 'Insights made in a stretch of time that ends now' },
			],
		},
		{
			displayName: 'Last',
			name: 'last',
			type: 'number',
			default: 24,
			required: true,
			description: 'How many minutes, hours or days back from now',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			displayOptions: { show: { window: ['last'] } },
		},
		{
			displayName: 'Unit',
			name: 'unit',
			type: 'options',
			default: 'hours',
			description: 'What the number above counts',
			options: [
				{ name: 'Days', value: 'days' },
				{ name: 'Hours', value: 'hours' },
				{ name: 'Minutes', value: 'minutes' },
			],
			displayOptions: { show: { window: ['last'] } },
		},
		{
			displayName: 'From',
			name: 'from',
			builderHint: MOMENT_HINT,
			type: 'dateTime',
			default: '',
			required: true,
			description: 'The earliest moment. Without a time zone, that of the workflow counts.',
			displayOptions: { show: { window: ['between'] } },
			routing: { send: { type: 'query', property: 'from' } },
		},
		{
			displayName: 'To',
			name: 'to',
			builderHint: MOMENT_HINT,
			type: 'dateTime',
			default: '',
			required: true,
			description: 'The latest moment. Without a time zone, that of the workflow counts.',
			displayOptions: { show: { window: ['between'] } },
			routing: { send: { type: 'query', property: 'to' } },
		},
		limit('query', 'From 1 to 100, the newest first. Where there are more, ask for a shorter time.'),
		simplify(),
	],
	prepare: inOrder(sendWindow, atMost(MOST)),
	simplify: simplifyInsight,
	compact: without('workspace_id'),
});
