import { text, toggle, updateFields, wholeNumber } from '../shared/fields';
import type { Prepare } from '../shared/operation';
import { unionOf } from '../shared/values/union';

/** What can be changed of the preferences. */
export const changedPreferences = updateFields(
	toggle({
		displayName: 'Digest Enabled',
		name: 'digestEnabled',
		default: true,
		description: 'Whether Nex sends a digest, which sums up what happened',
		body: 'digest_enabled',
	}),
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
		description: 'What to notify about. It replaces the whole list: a type that is not here is turned off. Left empty, nothing changes.',
		routing: { send: { type: 'body', property: 'chosen_types' } },
	},
	text({
		displayName: 'Enabled Types Not Listed',
		name: 'otherTypes',
		example: 'deal_alert, weekly_digest',
		description:
			'More types to notify about, by the names Nex has for them, with commas between them, or a list from an expression. ' +
			'Together with Enabled Types it replaces the whole list.',
		body: 'other_types',
	}),
	wholeNumber({
		displayName: 'Frequency (Minutes)',
		name: 'frequencyMinutes',
		default: 180,
		description: 'How many minutes lie between two looks for something to notify about',
		body: 'frequency_minutes',
	}),
	toggle({
		displayName: 'Turn Off All Types',
		name: 'noTypes',
		default: true,
		description: 'Whether to turn off all types of notification, if none is chosen beside it',
		body: 'no_types',
	}),
);

/** Types chosen from the list and those written by name are one list in Nex; an empty one is sent only on purpose. */
export const joinTypes: Prepare = (_context, request) => {
	const { chosen_types: chosen, other_types: other, no_types: none, ...body } = request.body ?? {};
	const types = unionOf(chosen, other);
	return { ...request, body: types.length > 0 || none === true ? { ...body, enabled_types: types } : body };
};
