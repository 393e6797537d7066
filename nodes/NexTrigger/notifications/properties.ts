import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { readTime } from '../form';
import { pollTimes, readPollTimes } from '../schedule';
import { notificationFilters } from './filters';
import type { NotificationSettings } from './trigger';

const displayOptions = { show: { event: ['notification'] } };

export const notificationProperties: INodeProperties[] = [
	pollTimes(displayOptions),
	notificationFilters.property,
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
export function readNotificationSettings(context: ITriggerFunctions): NotificationSettings {
	return {
		matches: notificationFilters.read(context),
		since: readTime(context, notificationProperties, 'notificationSince'),
		times: readPollTimes(context),
	};
}
