import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchObjectTypes, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { getAttributes, getSortFields, newRecordAttributes, recordAttributes, searchAttributes } from './methods';
import { create } from './operations/create';
import { createOrUpdate } from './operations/createOrUpdate';
import { deleteRecord } from './operations/delete';
import { get } from './operations/get';
import { getMany } from './operations/getMany';
import { update } from './operations/update';

export const operations = [create, createOrUpdate, get, getMany, update, deleteRecord];

export class NexRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Record',
		name: 'nexRecord',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Create, read, change and delete records in Nex, such as people and companies',
		builderHint: {
			searchHint: 'Use Create or Update Record with an email address or a domain: Create Record makes doubles when it runs twice.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-nex.nexSearch', relationHint: 'Finds the ID of a record' },
				{ nodeType: 'n8n-nodes-nex.nexObject', relationHint: 'Lists the object types and their attributes' },
			],
		},
		defaults: { name: 'Nex Record' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Record', value: 'record' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchObjectTypes, searchRecords, searchAttributes },
		loadOptions: { getAttributes, getSortFields },
		resourceMapping: { newRecordAttributes, recordAttributes },
		credentialTest: { nexApiTest },
	};
}
