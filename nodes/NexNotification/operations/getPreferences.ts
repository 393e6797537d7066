import { operation } from '../../shared/operation';

export const getPreferences = operation({
	name: 'Get Preferences',
	value: 'getPreferences',
	action: 'Get notification preferences',
	description: 'Retrieve how often Nex notifies, about what, and whether it sends digests',
	returns: 'the preferences',
	scopes: ['notification.read'],
	method: 'GET',
	url: '/v1/notifications/preferences',
	fields: [],
});
