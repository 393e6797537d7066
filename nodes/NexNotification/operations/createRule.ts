import { description, required } from '../../shared/fields';
import { operation } from '../../shared/operation';

export const createRule = operation({
	name: 'Create Notification Rule',
	value: 'createRule',
	action: 'Create notification rule',
	description:
		'Create a rule that tells Nex, in plain language, what to notify about. Nex gives it a name and a schedule. A rule cannot be ' +
		'changed later, only deleted. Running it twice makes two rules.',
	returns: 'the rule with its ID',
	scopes: ['notification.write'],
	method: 'POST',
	url: '/v1/notifications/custom',
	fields: [
		required(
			description(
				'Tell me when a customer mentions a competitor',
				'What to notify about, in plain language. Nex returns it as the prompt of the rule.',
				3,
			),
		),
	],
});
