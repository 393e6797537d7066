import { atMost, filters, limit, moment } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

export const getFeed = operation({
	name: 'Get Notification Feed',
	value: 'getFeed',
	action: 'Get notification feed',
	description:
		'Retrieve recent notifications, such as alerts and digests, one item each. Nex gives no more than 50 at once; give the time of ' +
		'the last one you know to get those after it.',
	returns: 'each notification with its ID, type, title, text and time',
	scopes: ['notification.read'],
	method: 'GET',
	url: '/v1/notifications/feed',
	answer: rowsUnder('items', 'data'),
	fields: [
		limit('query', 'From 1 to 50'),
		filters(
			moment({
				displayName: 'Since',
				name: 'since',
				description: 'Only notifications after this moment. A date without a time zone is in the time zone of the workflow.',
				query: 'since',
			}),
		),
	],
	prepare: atMost(50),
	shortenedBy: ['since'],
});
