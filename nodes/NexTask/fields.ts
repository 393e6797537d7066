import type { INodeProperties } from 'n8n-workflow';
import { choice, description, moment, picker, RECORD_HINT, record, text, title, toggle } from '../shared/fields';
import type { Prepare } from '../shared/operation';
import { readIds } from '../shared/values/id';
import { unionOf } from '../shared/values/union';

/** A picker of a task. */
export const task = picker({
	displayName: 'Task',
	name: 'taskId',
	searchListMethod: 'searchTasks',
	example: '40112233445566801',
	hint: 'The ID of a task: Get Many Tasks of Nex Task returns it.',
});

export const taskTitle = title('Send the renewal contract', 'What has to be done, in a few words');

export const taskDescription = description('They asked for two more years', 'What else there is to know about the task', 4);

export const completed = toggle({
	displayName: 'Completed',
	name: 'isCompleted',
	default: true,
	description: 'Whether the task is done',
	body: 'is_completed',
});

export const dueDate = moment({
	displayName: 'Due Date',
	name: 'dueDate',
	description: 'When the task has to be done. A date without a time zone is in the time zone of the workflow.',
	body: 'due_date',
});

/** How urgent a task can be (docs/api.md#tasks). */
export const priority = choice({
	displayName: 'Priority',
	name: 'priority',
	options: [
		{ name: 'High', value: 'high' },
		{ name: 'Low', value: 'low' },
		{ name: 'Medium', value: 'medium' },
		{ name: 'Unspecified', value: 'unspecified' },
		{ name: 'Urgent', value: 'urgent' },
	],
	default: 'unspecified',
	description: 'How urgent the task is',
	body: 'priority',
});

/** Where the IDs of users come from, for models and for people. */
export const USER_SOURCE = 'the assignee_ids of tasks that Get Many Tasks of Nex Task returns.';
export const USER_ADVICE = 'Nex cannot list users: take an ID from the assignee_ids of a task that is assigned in Nex.';

/** @param effect what the IDs do, as a sentence without full stop */
export const assigneeIds = (effect: string): INodeProperties =>
	text({
		displayName: 'Assignee IDs',
		name: 'assigneeIds',
		propertyHint: `IDs of users: ${USER_SOURCE}`,
		example: '40112233445566011, 40112233445566013',
		description:
			`The users who have to do the task, as IDs with commas between them, or a list from an expression. ${effect}. ` + USER_ADVICE,
		body: 'assignee_ids',
	});

/** @param effect what the IDs do, as a sentence without full stop */
export const recordIds = (effect: string): INodeProperties =>
	text({
		displayName: 'Record IDs',
		name: 'recordIds',
		propertyHint: RECORD_HINT,
		example: '40112233445566771, 40112233445566773',
		description:
			'The records the task is about, such as people and companies, as IDs with commas between them, or a list from an expression. ' +
			`${effect}.`,
		body: 'entity_ids',
	});

/** @param effect what choosing does, as a sentence without full stop */
export const records = (effect: string): INodeProperties => ({
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
				record({
					required: false,
					description: 'A record the task is about, such as a person or a company',
					body: '=chosen_records[{{ $index }}]',
				}),
			],
		},
	],
});

/** Records chosen from a list and those given as IDs are one list in Nex. */
export const joinRecords: Prepare = (_context, request) => {
	const { chosen_records: chosen, entity_ids: typed, ...body } = request.body ?? {};
	const all = unionOf(chosen, typed);
	return { ...request, body: all.length > 0 ? { ...body, entity_ids: all } : body };
};

/** Fields of text that hold IDs. */
export const ID_FIELDS = { assigneeIds: readIds, recordIds: readIds };
