import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { nexApiTest, searchLists, searchObjectTypes, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import {
	getListAttributes,
	getListMemberAttributes,
	getListSortFields,
	listAttributes,
	newMemberAttributes,
	searchListMembers,
} from './methods';
import { addMember } from './operations/addMember';
import { addOrUpdateMember } from './operations/addOrUpdateMember';
import { create } from './operations/create';
import { deleteList } from './operations/delete';
import { get } from './operations/get';
import { getMany } from './operations/getMany';
import { getManyMembers } from './operations/getManyMembers';
import { removeMember } from './operations/removeMember';
import { updateMember } from './operations/updateMember';

export const operations = [getMany, get, create, deleteList, getManyMembers, addMember, addOrUpdateMember, updateMember, removeMember];

export class NexList implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex List',
		name: 'nexList',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Create and read lists of records in Nex, and add, change and remove their members',
		builderHint: {
			searchHint: 'Lists of records and their members. Add or Update Member does not make doubles, Add Member may.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-nex.nexRecord', relationHint: 'Creates the records that become members' },
				{ nodeType: 'n8n-nodes-nex.nexAiList', relationHint: 'Finds records to add' },
			],
		},
		defaults: { name: 'Nex List' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: operationProperties({ name: 'List', value: 'list' }, operations, 'getManyMembers'),
	};

	methods = {
		listSearch: { searchObjectTypes, searchLists, searchListMembers, searchRecords },
		loadOptions: { getListAttributes, getListMemberAttributes, getListSortFields },
		resourceMapping: { listAttributes, newMemberAttributes },
		credentialTest: { nexApiTest },
	};
}
