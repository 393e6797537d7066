import { deleted, operation } from '../../shared/operation';
import { notificationRule } from '../notificationRule';

export const deleteRule = operation({
	name: 'Delete Notification Rule',
	value: 'deleteRule',
	action: 'Delete notification rule for good',
	description: 'Delete a rule for good: it notifies no more, and cannot be brought back. Notifications that were sent stay.',
	returns: 'the ID of the rule that is gone',
	scopes: ['notification.write'],
	method: 'DELETE',
	url: '/v1/notifications/custom/{ruleId}',
	notFound: 'The notification rule was not found',
	fields: [notificationRule('The rule to delete')],
	answer: deleted('ruleId'),
});
