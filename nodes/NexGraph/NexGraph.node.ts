import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { MAIN, REQUEST_DEFAULTS } from '../shared/connections';
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
		defaults: { name: 'Nex Graph' },
		inputs: MAIN,
		outputs: MAIN,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		requestDefaults: REQUEST_DEFAULTS,
		properties: operationProperties({ name: 'Graph', value: 'graph' }, operations, 'get'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
