import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { searchTasks } from './methods';
import { create } from './operations/create';
import { deleteTask } from './operations/delete';
import { get } from './operations/get';
import { getMany } from './operations/getMany';
import { update } from './operations/update';

export const operations = [create, get, getMany, update, deleteTask];

export class NexTask implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Task',
		name: 'nexTask',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Create, read, change, complete and archive tasks in Nex, about records and for people',
		builderHint: {
			searchHint: "Tasks for people, about records. Take a record's ID from Nex Search. Creating twice makes two tasks.",
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexSearch', relationHint: 'Finds the record that a task is about' }],
		},
		defaults: { name: 'Nex Task' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'Task', value: 'task' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchTasks, searchRecords },
		credentialTest: { nexApiTest },
	};
}
