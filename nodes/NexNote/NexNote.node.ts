import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ACTION } from '../shared/connections';
import { hintAfterRun } from '../shared/hint';
import { nexApiTest, searchRecords } from '../shared/methods';
import { operationProperties, operationSubtitle } from '../shared/operation';
import { searchNotes } from './methods';
import { create } from './operations/create';
import { deleteNote } from './operations/delete';
import { get } from './operations/get';
import { getMany, MOST_NOTES } from './operations/getMany';
import { update } from './operations/update';

export const operations = [create, get, getMany, update, deleteNote];

export class NexNote implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Note',
		name: 'nexNote',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(operations),
		description: 'Create, read, change and archive notes in Nex, by themselves or about a record',
		builderHint: {
			searchHint: 'Notes about a record. Nex Search gives the ID of the record. Creating twice makes two.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-nex.nexSearch', relationHint: 'Finds the record that a note is about' },
				{ nodeType: 'n8n-nodes-nex.nexContext', relationHint: 'Has Nex learn from a text instead of only keeping it' },
			],
		},
		defaults: { name: 'Nex Note' },
		...ACTION,
		usableAsTool: true,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		hints: [
			hintAfterRun(
				`={{ $parameter["operation"] === "getMany" && ($parameter["returnAll"] || $parameter["limit"] >= ${MOST_NOTES}) }}`,
				`Nex lists ${MOST_NOTES} notes at most. If exactly ${MOST_NOTES} came out, there may be more: filter by record to reach them.`,
			),
		],
		properties: operationProperties({ name: 'Note', value: 'note' }, operations, 'getMany'),
	};

	methods = {
		listSearch: { searchNotes, searchRecords },
		credentialTest: { nexApiTest },
	};
}
