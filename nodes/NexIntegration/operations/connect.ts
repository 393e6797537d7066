import { operation } from '../../shared/operation';
import { integration, integrationPath } from '../integrations';

export const connect = operation({
	name: 'Connect Integration',
	value: 'connect',
	action: 'Connect account of integration',
	description: 'Begin to connect an account. Running it twice begins twice; Nex begins ten a minute at most.',
	returns:
		'the auth_url, which a person has to open in a browser within ten minutes to give consent, and the connect_id, with which Get ' +
		'Connection Status waits for that',
	scopes: ['integration.write'],
	method: 'POST',
	url: '/v1/integrations/{type}/{provider}/connect',
	path: integrationPath,
	notFound: 'Nex does not have this integration',
	fields: [integration],
});
