import { text } from '../shared/fields';
import { idIn, untilFinished } from '../shared/operation';

/** Seconds that a connect_id lives (docs/api.md#integrations). */
export const CONNECT_LIFE = 600;

/** What to do once it lives no more. */
export const BEGIN_AGAIN = 'A connect_id lives for ten minutes. Run Connect Integration again, and open the new auth_url.';

export const connectId = text({
	displayName: 'Connect ID',
	name: 'connectId',
	propertyHint: 'The connect_id that Connect Integration of Nex Integration returned less than ten minutes ago.',
	required: true,
	example: '{{ $json.connect_id }}',
	description: 'The connect_id that Connect Integration returned less than ten minutes ago',
});

/** Looks again until a person has given consent. */
export const accountConnected = untilFinished({
	name: 'Connecting the account',
	ask: () => ({}),
	hasResult: (status) => idIn(status, 'connection_id') !== '',
	later: () => `Nobody has given consent yet. Raise "Longest Wait" if there is time left. ${BEGIN_AGAIN}`,
});
