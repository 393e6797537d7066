import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchObjectTypes, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { getMany } from './operations/getMany';

export const operations = [getMany];

export class NexTimeline implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Timeline',
		name: 'nexTimeline',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Read what has happened to a record in Nex, such as changes, tasks and notes',
		builderHint: {
			searchHint: 'Reads what has happened to one record. To start a workflow on it, use Nex Trigger.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexTrigger', relationHint: 'Starts a workflow on timeline events' }],
		},
		defaults: { name: 'Nex Timeline' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Timeline', value: 'timeline' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchObjectTypes, searchRecords },
		credentialTest: { nexApiTest },
	};
}
