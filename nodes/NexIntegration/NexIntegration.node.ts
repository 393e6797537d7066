import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { searchConnections } from './methods';
import { connect } from './operations/connect';
import { disconnect } from './operations/disconnect';
import { getConnectionStatus } from './operations/getConnectionStatus';
import { getMany } from './operations/getMany';

export const operations = [connect, disconnect, getConnectionStatus, getMany];

export class NexIntegration implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Integration',
		name: 'nexIntegration',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Connect Nex to mail, calendars, Slack and CRMs, see what is connected, and disconnect it',
		builderHint: {
			searchHint: 'Connects mail, calendars and CRMs to Nex. A person has to open the address that Connect gives.',
		},
		defaults: { name: 'Nex Integration' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Integration', value: 'integration' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchConnections },
		credentialTest: { nexApiTest },
	};
}
