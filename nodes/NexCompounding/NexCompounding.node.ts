import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { getStatus } from './operations/getStatus';
import { trigger } from './operations/trigger';

export const operations = [getStatus, trigger];

export class NexCompounding implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Compounding',
		name: 'nexCompounding',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Have Nex merge, connect and weigh its insights now, and see what it did',
		builderHint: {
			searchHint: 'Only for having Nex merge and weigh its insights at once; it does so by itself otherwise.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexInsight', relationHint: 'Reads the insights' }],
		},
		defaults: { name: 'Nex Compounding' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Compounding', value: 'compounding' }, operations, 'trigger'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
