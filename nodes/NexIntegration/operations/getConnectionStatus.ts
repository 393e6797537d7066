import { waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { accountConnected, BEGIN_AGAIN, CONNECT_LIFE, connectId } from '../connecting';

export const getConnectionStatus = operation({
	name: 'Get Connection Status',
	value: 'getConnectionStatus',
	action: 'Get connection status of integration',
	description: 'See whether a person has given the consent that Connect Integration asks for, or wait until they have',
	returns: 'the status, and the connection_id once the account is connected',
	scopes: ['integration.read'],
	method: 'GET',
	url: '/v1/integrations/connect/{connectId}/status',
	tokens: ['connectId'],
	expired: BEGIN_AGAIN,
	notFound: 'Nex does not know this connect_id',
	fields: [
		connectId,
		...waitUntilFinished(
			'Whether to wait until the account is connected. Otherwise its state of now is returned, which is pending or connected.',
			CONNECT_LIFE,
		),
	],
	continueFrom: accountConnected,
});
