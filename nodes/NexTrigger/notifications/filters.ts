import { texts } from '../../shared/fields/byType';
import { isObject } from '../../shared/isObject';
import type { Filter } from '../filters';
import { createFilters, oneOf } from '../filters';
import type { Notification } from './notification';

/** What an item says of the rule behind it, at the top or in its content. */
const rulesOf = (notification: Notification): unknown[] =>
	[notification, notification.content]
		.filter(isObject)
		.flatMap(({ rule_id: id, rule_name: name, rule }) => [id, name, ...(isObject(rule) ? [rule.id, rule.name] : [rule])]);

const rule: Filter<Notification> = {
	fields: [
		texts({
			displayName: 'Rules',
			name: 'rules',
			button: 'Add rule',
			example: 'Deals that go quiet',
			description:
				'Names or IDs of rules, looked for in "rule_id", "rule_name" and "rule" of a notification or its content. Nex documents none ' +
				'of these: one that names no rule does not pass.',
		}),
	],
	condition({ rules }) {
		const isWanted = oneOf(rules);
		return isWanted && ((notification) => rulesOf(notification).some(isWanted));
	},
};

const type: Filter<Notification> = {
	fields: [
		texts({
			displayName: 'Types',
			name: 'types',
			button: 'Add type',
			example: 'context_alert',
			description: 'Kinds of notification, as in "type" of one. Without this filter every kind starts the workflow.',
		}),
	],
	condition({ types }) {
		const isWanted = oneOf(types);
		return isWanted && ((notification) => isWanted(notification.type));
	},
};

/** What notifications can be filtered by. */
export const notificationFilters = createFilters<Notification>(
	{
		name: 'notificationFilters',
		displayOptions: { show: { event: ['notification'] } },
		description: 'Only notifications that pass every filter start the workflow',
	},
	[rule, type],
);
