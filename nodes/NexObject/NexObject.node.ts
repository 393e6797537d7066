import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchObjectTypes } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { getSelectOptions, searchAttributeIds } from './methods';
import { create } from './operations/create';
import { createAttribute } from './operations/createAttribute';
import { deleteObject } from './operations/delete';
import { deleteAttribute } from './operations/deleteAttribute';
import { get } from './operations/get';
import { getMany } from './operations/getMany';
import { update } from './operations/update';
import { updateAttribute } from './operations/updateAttribute';

export const operations = [getMany, get, create, update, deleteObject, createAttribute, updateAttribute, deleteAttribute];

export class NexObject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Object',
		name: 'nexObject',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Read and change the object types of Nex, such as person and company, and their attributes',
		builderHint: {
			searchHint: 'The kinds of records and their attributes. Deleting an object type deletes all its records.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexRecord', relationHint: 'Reads and changes the records themselves' }],
		},
		defaults: { name: 'Nex Object' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Object', value: 'object' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchObjectTypes, searchAttributeIds },
		loadOptions: { getSelectOptions },
		credentialTest: { nexApiTest },
	};
}
