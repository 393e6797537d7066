import { atMost, limit } from '../../shared/fields/limit';
import { operation, rowsUnder } from '../../shared/operation';
import { MOMENT_HINT } from '../../shared/fields/moment';

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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Since',
					name: 'since',
					builderHint: MOMENT_HINT,
					type: 'dateTime',
					default: '',
					description: 'Only notifications after this moment. A date without a time zone is in the time zone of the workflow.',
					routing: { send: { type: 'query', property: 'since' } },
				},
			],
		},
	],
	prepare: atMost(50),
	shortenedBy: ['since'],
});
