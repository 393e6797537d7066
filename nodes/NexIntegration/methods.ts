import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../shared/answers/rows';
import { objectsIn } from '../shared/isObject';
import { askForRows } from '../shared/methods/ask';
import { firstText, matches, pickable } from '../shared/methods/pickable';

/** Lists the accounts that are connected to the workspace for a picker, each with its integration. */
export async function searchConnections(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const request = { method: 'GET', path: '/v1/integrations', scopes: ['integration.read'] } as const;
	const integrations = await askForRows(this, request, rowsUnder('data', 'integrations'));
	const connections = integrations.flatMap(({ display_name: name, provider, connections: accounts }) =>
		pickable(objectsIn(accounts), ({ identifier, status }, id) => {
			const state = typeof status === 'string' && status !== 'active' ? ` (${status})` : '';
			return `${firstText([name, provider], 'Account')}: ${firstText([identifier], id)}${state}`;
		}),
	);
	return { results: connections.filter(({ name }) => matches(filter, name)) };
}
