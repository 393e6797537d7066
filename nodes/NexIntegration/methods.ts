import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../shared/answers/rows';
import { objectsIn } from '../shared/isObject';
import { firstText, matches, pickable } from '../shared/methods/pickable';
import { nexRequest } from '../shared/transport/request';

/** Lists the accounts that are connected to the workspace for a picker, each with its integration. */
export async function searchConnections(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { body } = await nexRequest(this, { method: 'GET', path: '/v1/integrations', scopes: ['integration.read'] });
	const connections = objectsUnder(body, 'data', 'integrations').flatMap(({ display_name: name, provider, connections: accounts }) =>
		pickable(objectsIn(accounts), ({ identifier, status }, id) => {
			const state = typeof status === 'string' && status !== 'active' ? ` (${status})` : '';
			return `${firstText([name, provider], 'Account')}: ${firstText([identifier], id)}${state}`;
		}),
	);
	return { results: connections.filter(({ name }) => matches(filter, name)) };
}
