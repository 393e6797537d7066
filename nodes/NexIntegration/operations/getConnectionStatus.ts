import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { idIn, operation, untilFinished } from '../../shared/operation';

/** Seconds that a connect_id lives (docs/api.md#integrations). */
const CONNECT_LIFE = 600;

const BEGIN_AGAIN = 'A connect_id lives for ten minutes. Run Connect Integration again, and open the new auth_url.';

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
		{
			displayName: 'Connect ID',
			name: 'connectId',
			builderHint: { propertyHint: 'The connect_id that Connect Integration of Nex Integration returned less than ten minutes ago.' },
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.connect_id }}',
			description: 'The connect_id that Connect Integration returned less than ten minutes ago',
		},
		...waitUntilFinished(
			'Whether to wait until the account is connected. Otherwise its state of now is returned, which is pending or connected.',
			CONNECT_LIFE,
		),
	],
	continueFrom: untilFinished({
		name: 'Connecting the account',
		ask: () => ({}),
		hasResult: (status) => idIn(status, 'connection_id') !== '',
		later: () => `Nobody has given consent yet. Raise "Longest Wait" if there is time left. ${BEGIN_AGAIN}`,
	}),
});
