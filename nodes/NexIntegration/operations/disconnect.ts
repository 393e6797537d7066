import { locator } from '../../shared/fields';
import { deleted, operation } from '../../shared/operation';

export const disconnect = operation({
	name: 'Disconnect Integration',
	value: 'disconnect',
	action: 'Disconnect account of integration',
	description:
		'Cut the connection to one account, so that nothing new arrives in Nex from it. To connect it again, a person has to give ' +
		'consent again. For a moment Get Many Integrations may still show it.',
	returns: 'the ID of the connection that was cut',
	scopes: ['integration.write'],
	method: 'DELETE',
	url: '/v1/integrations/connections/{connectionId}',
	notFound: 'The connection was not found',
	fields: [
		locator({
			displayName: 'Connection',
			name: 'connectionId',
			description: 'The connected account to cut off',
			searchListMethod: 'searchConnections',
			example: '40112233445567201',
			hint: 'The ID of a connection: Get Many Integrations of Nex Integration returns it.',
		}),
	],
	answer: deleted('connectionId'),
});
