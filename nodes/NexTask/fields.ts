import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { RECORD_HINT, record } from '../shared/fields/record';
import type { Prepare } from '../shared/operation';
import { readIds } from '../shared/values/id';
import { MOMENT_HINT } from '../shared/fields/moment';

/** How urgent a task can be (docs/api.md#tasks). */
export const PRIORITIES: INodePropertyOptions[] = [
	{ name: 'High', value: 'high' },
	{ name: 'Low', value: 'low' },
	{ name: 'Medium', value: 'medium' },
	{ name: 'Unspecified', value: 'unspecified' },
	{ name: 'Urgent', value: 'urgent' },
];

/** @param effect what the IDs do, as a sentence without full stop */
export function assigneeIds(effect: string): INodeProperties {
	return {
		displayName: 'Assignee IDs',
		name: 'assigneeIds',
		builderHint: { propertyHint: 'IDs of users: the assignee_ids of tasks that Get Many Tasks of Nex Task returns.' },
		type: 'string',
		default: '',
		placeholder: 'e.g. 40112233445566011, 40112233445566013',
		description:
			`The users who have to do the task, as IDs with commas between them, or a list from an expression. ${effect}. Nex cannot list ` +
			'users: take an ID from the assignee_ids of a task that is assigned in Nex.',
		routing: { send: { type: 'body', property: 'assignee_ids' } },
	};
}

export const dueDate: INodeProperties = {
	displayName: 'Due Date',
	name: 'dueDate',
	builderHint: MOMENT_HINT,
	type: 'dateTime',
	default: '',
	description: 'When the task has to be done. A date without a time zone is in the time zone of the workflow.',
	routing: { send: { type: 'body', property: 'due_date' } },
};

/** @param effect what the IDs do, as a sentence without full stop */
export function recordIds(effect: string): INodeProperties {
	return {
		displayName: 'Record IDs',
		name: 'recordIds',
		builderHint: { propertyHint: RECORD_HINT },
		type: 'string',
		default: '',
		placeholder: 'e.g. 40112233445566771, 40112233445566773',
		description:
			'The records the task is about, such as people and companies, as IDs with commas between them, or a list from an expression. ' +
			`${effect}.`,
		routing: { send: { type: 'body', property: 'entity_ids' } },
	};
}

/** @param effect what choosing does, as a sentence without full stop */
export function records(effect: string): INodeProperties {
	return {
		displayName: 'Records',
		name: 'records',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add record',
		default: {},
		description: `The records the task is about, chosen from a list. ${effect}.`,
		options: [
			{
				displayName: 'Record',
				name: 'record',
				values: [
					{
						...record({ required: false, description: 'A record the task is about, such as a person or a company' }),
						routing: { send: { type: 'body', property: '=chosen_records[{{ $index }}]' } },
					},
				],
			},
		],
	};
}

/** Records chosen from a list and those given as IDs are one list in Nex. */
export const joinRecords: Prepare = (_context, request) => {
	const { chosen_records: chosen, entity_ids: typed, ...body } = request.body ?? {};
	const all = [...new Set([chosen, typed].flatMap((list) => (Array.isArray(list) ? list.map(String) : [])))];
	return { ...request, body: all.length > 0 ? { ...body, entity_ids: all } : body };
};

/** Fields of text that hold IDs. */
export const ID_FIELDS = { assigneeIds: readIds, recordIds: readIds };
