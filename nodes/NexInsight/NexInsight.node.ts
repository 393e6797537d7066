import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { getMany } from './operations/getMany';

export const operations = [getMany];

export class NexInsight implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Insight',
		name: 'nexInsight',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Read what Nex has concluded about people, companies and other records',
		builderHint: {
			searchHint: 'Reads what Nex has concluded, by time or by record. To start a workflow on new ones, use Nex Trigger.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexTrigger', relationHint: 'Starts a workflow on new insights' }],
		},
		defaults: { name: 'Nex Insight' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Insight', value: 'insight' }, operations, 'getMany'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
