import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { hintAfterRun } from '../shared/hint';
import { nexApiTest } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { create } from './operations/create';
import { get } from './operations/get';

export const operations = [create, get];

export class NexAiList implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex AI List',
		name: 'nexAiList',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Find the people or companies in Nex that a sentence describes, with the reason for each',
		builderHint: {
			searchHint: 'Finds people or companies that a sentence describes. Turn on Wait Until Finished to get them in the same run.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexList', relationHint: 'Keeps what was found as members of a list' }],
		},
		defaults: { name: 'Nex AI List' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		hints: [
			hintAfterRun(
				'={{ $parameter["operation"] === "create" && !$parameter["waitUntilFinished"] }}',
				'Nex is still searching. Turn on Wait Until Finished to get what it finds, or give the job_id to Get AI List later.',
			),
		],
		properties: operationProperties({ name: 'AI List', value: 'aiList' }, operations, 'create'),
	};

	methods = {
		credentialTest: { nexApiTest },
	};
}
