import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/fields/locator';

/** A picker of a notification rule. */
export function notificationRule(description: string): INodeProperties {
	return locator({
		displayName: 'Rule',
		name: 'ruleId',
		description,
		searchListMethod: 'searchNotificationRules',
		hint: 'The ID of a rule: Get Many Notification Rules of Nex Notification returns it.',
		example: '40112233445567301',
	});
}
