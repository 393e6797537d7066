import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { getAttributes, nexApiTest, recordAttributes, searchAttributes, searchObjectTypes, searchRecords } from '../shared/methods';
import { operationProperties } from '../shared/operation';
import { create } from './operations/create';
import { deleteRecord } from './operations/delete';
import { get } from './operations/get';
import { getAll } from './operations/getAll';
import { update } from './operations/update';
import { upsert } from './operations/upsert';

export class NexRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Record',
		name: 'nexRecord',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Create, read, change and delete records in Nex, such as people and companies',
		defaults: { name: 'Nex Record' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		properties: operationProperties([create, upsert, get, getAll, update, deleteRecord], 'getAll'),
	};

	methods = {
		listSearch: { searchObjectTypes, searchRecords, searchAttributes },
		loadOptions: { getAttributes },
		resourceMapping: { recordAttributes },
		credentialTest: { nexApiTest },
	};
}
