import { picker } from '../shared/fields';

/** A picker of a notification rule. */
export const notificationRule = picker({
	displayName: 'Rule',
	name: 'ruleId',
	searchListMethod: 'searchNotificationRules',
	example: '40112233445567301',
	hint: 'The ID of a rule: Get Many Notification Rules of Nex Notification returns it.',
});
