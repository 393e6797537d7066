import { dateTime, flag, integer, queryFields, requiredText, texts } from '../fields';
import { operation } from '../operation';
import type { Operation } from '../operation';
import { mostFor, rowsFor } from '../reshape';
import { given } from './definitions';

const DEFAULT_FEED_LIMIT = 20;
const MAX_FEED_LIMIT = 50;

export const notificationOperations: Operation[] = [
	operation('getNotificationFeed', 'GET /v1/notifications/feed', 'notification.read', ({ state, query }) => {
		const fields = queryFields(query, { limit: 'integer', since: 'text' });
		const most = mostFor('getNotificationFeed', MAX_FEED_LIMIT, state.shapes);
		const limit = integer(fields, 'limit', 1, most) ?? DEFAULT_FEED_LIMIT;
		const items = state.notifications.feed(rowsFor('getNotificationFeed', limit, MAX_FEED_LIMIT, state.shapes), dateTime(fields, 'since'));
		return { items };
	}),
	operation(
		'getNotificationPreferences',
		'GET /v1/notifications/preferences',
		'notification.read',
		({ state }) => state.notifications.preferences,
	),
	operation('updateNotificationPreferences', 'PATCH /v1/notifications/preferences', 'notification.write', ({ state, body }) =>
		Object.assign(
			state.notifications.preferences,
			given({
				frequency_minutes: integer(body, 'frequency_minutes', 1),
				enabled_types: texts(body, 'enabled_types'),
				digest_enabled: flag(body, 'digest_enabled'),
			}),
		),
	),
	operation('listCustomNotificationRules', 'GET /v1/notifications/custom', 'notification.read', ({ state }) => ({
		rules: state.notifications.rules(),
	})),
	operation('createCustomNotificationRule', 'POST /v1/notifications/custom', 'notification.write', ({ state, body }) =>
		state.notifications.createRule(requiredText(body, 'description')),
	),
	operation('getCustomNotificationRule', 'GET /v1/notifications/custom/{id}', 'notification.read', ({ state, params }) =>
		state.notifications.rule(params.id ?? ''),
	),
	// The one delete that answers with a body (docs/api.md#notifications).
	operation('deleteCustomNotificationRule', 'DELETE /v1/notifications/custom/{id}', 'notification.write', ({ state, params }) => {
		state.notifications.deleteRule(params.id ?? '');
		return { success: true };
	}),
];
