import { someChange } from '../../shared/fields/clear';
import { words } from '../../shared/values/field';
import { inOrder, operation } from '../../shared/operation';
import type { Prepare } from '../../shared/operation';

/** Types chosen from the list and those written by name are one list in Nex; an empty one is sent only on purpose. */
const joinTypes: Prepare = (_context, request) => {
	const { chosen_types: chosen, other_types: other, no_types: none, ...body } = request.body ?? {};
	const types = [...new Set([chosen, other].flatMap((list) => (Array.isArray(list) ? list.map(String) : [])))];
	return { ...request, body: types.length > 0 || none === true ? { ...body, enabled_types: types } : body };
};

export const updatePreferences = operation({
	name: 'Update Preferences',
	value: 'updatePreferences',
	action: 'Update notification preferences',
	description:
		'Change how often Nex notifies, about what, and whether it sends digests. What is not given stays as it is. Types that are ' +
		'given replace all that are on.',
	returns: 'the preferences as they are now',
	scopes: ['notification.write'],
	method: 'PATCH',
	url: '/v1/notifications/preferences',
	fields: [
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Digest Enabled',
					name: 'digestEnabled',
					type: 'boolean',
					default: true,
					description: 'Whether Nex sends a digest, which sums up what happened',
					routing: { send: { type: 'body', property: 'digest_enabled' } },
				},
				{
					displayName: 'Enabled Types',
					name: 'enabledTypes',
					type: 'multiOptions',
					options: [
						{ name: 'Context Alert', value: 'context_alert' },
						{ name: 'Daily Digest', value: 'daily_digest' },
						{ name: 'Meeting Summary', value: 'meeting_summary' },
						{ name: 'Task Assigned', value: 'task_assigned' },
						{ name: 'Task Reminder', value: 'task_reminder' },
					],
					default: [],
					description:
						'What to notify about. It replaces the whole list: a type that is not here is turned off. Left empty, nothing changes.',
					routing: { send: { type: 'body', property: 'chosen_types' } },
				},
				{
					displayName: 'Enabled Types Not Listed',
					name: 'otherTypes',
					type: 'string',
					default: '',
					placeholder: 'e.g. deal_alert, weekly_digest',
					description:
						'More types to notify about, by the names Nex has for them, with commas between them, or a list from an expression. ' +
						'Together with Enabled Types it replaces the whole list.',
					routing: { send: { type: 'body', property: 'other_types' } },
				},
				{
					displayName: 'Frequency (Minutes)',
					name: 'frequencyMinutes',
					type: 'number',
					default: 180,
					description: 'How many minutes lie between two looks for something to notify about',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					routing: { send: { type: 'body', property: 'frequency_minutes' } },
				},
				{
					displayName: 'Turn Off All Types',
					name: 'noTypes',
					type: 'boolean',
					default: true,
					description: 'Whether to turn off all types of notification, where none is chosen beside it',
					routing: { send: { type: 'body', property: 'no_types' } },
				},
			],
		},
	],
	exceptions: { otherTypes: words },
	prepare: inOrder(joinTypes, someChange),
});
