import { operation } from '../../shared/operation';
import { notificationRule } from '../notificationRule';

export const getRule = operation({
	name: 'Get Notification Rule',
	value: 'getRule',
	action: 'Get notification rule by ID',
	description: 'Retrieve one rule, with its prompt and schedule',
	returns: 'the rule with its ID, name, prompt and schedule',
	scopes: ['notification.read'],
	method: 'GET',
	url: '/v1/notifications/custom/{ruleId}',
	notFound: 'The notification rule was not found',
	fields: [notificationRule('The rule to retrieve')],
});
