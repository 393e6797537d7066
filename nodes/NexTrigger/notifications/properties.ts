import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { readCollection, readTime, textsIn } from '../form';
import { pollTimes, readPollTimes } from '../schedule';
import type { NotificationSettings } from './trigger';

const displayOptions = { show: { event: ['notification'] } };

export const notificationProperties: INodeProperties[] = [
	pollTimes(displayOptions),
	{
		displayName: 'Filters',
		name: 'notificationFilters',
		type: 'collection',
		placeholder: 'Add filter',
		displayOptions,
		default: {},
		description: 'Only notifications that pass every filter start the workflow',
		options: [
			{
				displayName: 'Rules',
				name: 'rules',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add rule' },
				default: [],
				placeholder: 'e.g. Deals that go quiet',
				description:
					'Names or IDs of rules, looked for in "rule_id", "rule_name" and "rule" of a notification or its content. Nex documents none ' +
					'of these: one that names no rule does not pass.',
			},
			{
				displayName: 'Types',
				name: 'types',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add type' },
				default: [],
				placeholder: 'e.g. context_alert',
				description: 'Kinds of notification, as in "type" of one. Without this filter every kind starts the workflow.',
			},
		],
	},
	{
		displayName: 'Start From',
		name: 'notificationSince',
		type: 'dateTime',
		displayOptions,
		default: '',
		description:
			'Where to begin when the workflow is published for the first time: every notification since this date. When empty, only those that ' +
			'come from then on.',
	},
];

/** @throws NodeOperationError that names the first field whose value cannot be used */
export function readNotificationSettings(context: ITriggerFunctions): Omit<NotificationSettings, 'delivery'> {
	const { types, rules } = readCollection(context, notificationProperties, 'notificationFilters');
	return {
		filters: { types: textsIn(types), rules: textsIn(rules) },
		since: readTime(context, notificationProperties, 'notificationSince'),
		times: readPollTimes(context),
	};
}
