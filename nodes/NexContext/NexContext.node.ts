import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { addText } from './operations/addText';
import { ask } from './operations/ask';
import { getArtifact } from './operations/getArtifact';

export const operations = [addText, ask, getArtifact];

export class NexContext implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Context',
		name: 'nexContext',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Ask Nex about your people, companies and deals, or give it texts to learn from',
		builderHint: {
			searchHint: 'Asks Nex in plain language, or gives it a text to learn from. An agent that shall recall by itself takes Nex Memory.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-nex.nexMemory', relationHint: 'Recalls and remembers for an AI agent by itself' },
				{ nodeType: 'n8n-nodes-nex.nexSearch', relationHint: 'Finds records by a name or an email address' },
			],
		},
		defaults: { name: 'Nex Context' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Context', value: 'context' }, operations, 'ask'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
