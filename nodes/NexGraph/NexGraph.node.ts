import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { get } from './operations/get';

export const operations = [get];

export class NexGraph implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Graph',
		name: 'nexGraph',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Read the knowledge graph of the workspace in Nex, as items or as a page to look at',
		builderHint: {
			searchHint: 'Reads records and how they are related, which is much data: set a small Limit. For one record use Nex Record.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexRecord', relationHint: 'Reads one record' }],
		},
		defaults: { name: 'Nex Graph' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Graph', value: 'graph' }, operations, 'get'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
