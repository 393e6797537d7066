import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchObjectTypes, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { searchFirstRecords, searchObjectTypeIds, searchRelationshipDefinitions, searchSecondRecords } from './methods';
import { create } from './operations/create';
import { createDefinition } from './operations/createDefinition';
import { deleteRelationship } from './operations/delete';
import { deleteDefinition } from './operations/deleteDefinition';
import { getManyDefinitions } from './operations/getManyDefinitions';

export const operations = [create, deleteRelationship, createDefinition, getManyDefinitions, deleteDefinition];

export class NexRelationship implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Relationship',
		name: 'nexRelationship',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Define how records of two kinds relate in Nex, and relate records to each other',
		builderHint: {
			searchHint: 'Relates two records. Define the kind of relationship once, and keep the ID that Create Relationship gives.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexSearch', relationHint: 'Finds the IDs of the records' }],
		},
		defaults: { name: 'Nex Relationship' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Relationship', value: 'relationship' }, operations, 'create'),
	};

	methods = {
		listSearch: {
			searchFirstRecords,
			searchObjectTypeIds,
			searchObjectTypes,
			searchRecords,
			searchRelationshipDefinitions,
			searchSecondRecords,
		},
		credentialTest: { nexApiTest },
	};
}
