import { pathId } from '../fields';
import { EMPTY, operation } from '../operation';
import type { Operation } from '../operation';

export const integrationOperations: Operation[] = [
	operation('listIntegrations', 'GET /v1/integrations', 'integration.read', ({ state }) => state.integrations.list()),
	operation('startIntegrationConnect', 'POST /v1/integrations/{type}/{provider}/connect', 'integration.write', ({ state, params }) =>
		state.integrations.connect(params.type ?? '', params.provider ?? ''),
	),
	operation('getConnectStatus', 'GET /v1/integrations/connect/{connect_id}/status', 'integration.read', ({ state, params }) =>
		state.integrations.status(params.connect_id ?? ''),
	),
	operation('disconnectIntegration', 'DELETE /v1/integrations/connections/{connection_id}', 'integration.write', ({ state, params }) => {
		state.integrations.disconnect(pathId(params, 'connection_id'));
		return EMPTY;
	}),
];
