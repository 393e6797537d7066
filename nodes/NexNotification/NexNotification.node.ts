import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { searchNotificationRules } from './methods';
import { createRule } from './operations/createRule';
import { deleteRule } from './operations/deleteRule';
import { getFeed } from './operations/getFeed';
import { getManyRules } from './operations/getManyRules';
import { getPreferences } from './operations/getPreferences';
import { getRule } from './operations/getRule';
import { updatePreferences } from './operations/updatePreferences';

export const operations = [getFeed, getPreferences, updatePreferences, createRule, getRule, getManyRules, deleteRule];

export class NexNotification implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Notification',
		name: 'nexNotification',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Read what Nex notifies about, and set what, how often and by which rules it does',
		builderHint: {
			searchHint: 'What Nex notifies about, and the rules for it. To start a workflow, use Nex Trigger.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexTrigger', relationHint: 'Starts a workflow on what happens in Nex' }],
		},
		defaults: { name: 'Nex Notification' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Notification', value: 'notification' }, operations, 'getFeed'),
	};

	methods = {
		listSearch: { searchNotificationRules },
		credentialTest: { nexApiTest },
	};
}
