import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../operation/answer';
import { nexRequest } from '../transport/request';
import { matches } from './objects';

/** Lists the accounts that are connected to the workspace for a picker, each with its integration. */
export async function searchConnections(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { body } = await nexRequest(this, { method: 'GET', path: '/v1/integrations', scopes: ['integration.read'] });
	const connections = objectsUnder(body, 'data', 'integrations').flatMap(({ display_name: name, provider, connections: accounts }) =>
		objectsUnder(accounts).map(({ id, identifier, status }: IDataObject) => ({
			name: `${String(name ?? provider)}: ${String(identifier ?? id)}${typeof status === 'string' && status !== 'active' ? ` (${status})` : ''}`,
			value: String(id ?? ''),
		})),
	);
	return { results: connections.filter(({ name }) => matches(filter, name)) };
}
