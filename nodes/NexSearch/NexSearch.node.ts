import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { search } from './operations/search';

export const operations = [search];

export class NexSearch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Search',
		name: 'nexSearch',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Search all records in Nex by name, email address or any other text',
		builderHint: {
			searchHint:
				'Finds records by a name, an email address or a domain, and gives their IDs. The first step before a record is read or changed.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexRecord', relationHint: 'Reads or changes the record that was found' }],
		},
		defaults: { name: 'Nex Search' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Search', value: 'search' }, operations, 'search'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
