import { someChange } from '../../shared/fields';
import { inOrder, operation } from '../../shared/operation';
import { words } from '../../shared/values/field';
import { changedPreferences, joinTypes } from '../preferences';

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
	fields: [changedPreferences],
	exceptions: { otherTypes: words },
	prepare: inOrder(joinTypes, someChange),
});
