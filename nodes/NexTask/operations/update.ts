import type { Clearable } from '../../shared/fields/clear';
import { clearChosen, fieldsToClear, someChange } from '../../shared/fields/clear';
import { simplify } from '../../shared/fields/simplify';
import { inOrder, operation } from '../../shared/operation';
import { assigneeIds, dueDate, ID_FIELDS, joinRecords, PRIORITIES, recordIds, records } from '../fields';
import { simplifyTask } from '../simplify';
import { task } from '../task';

/** The API documents that an empty text or list clears these; of the due date it says nothing. */
const CLEARABLE: Clearable[] = [
	{ name: 'Assignees', value: 'assignee_ids', sent: [], isDocumented: true },
	{ name: 'Description', value: 'description', sent: '', isDocumented: true },
	{ name: 'Due Date', value: 'due_date', sent: null },
	{ name: 'Priority', value: 'priority', sent: '', isDocumented: true },
	{ name: 'Records', value: 'entity_ids', sent: [], isDocumented: true },
];

export const update = operation({
	name: 'Update Task',
	value: 'update',
	action: 'Update task',
	description:
		'Change a task, or mark it as done. What is not given stays as it is. Assignees and records that are given replace those that stand.',
	returns: 'the task as it is now',
	scopes: ['task.write'],
	method: 'PATCH',
	url: '/v1/tasks/{taskId}',
	notFound: 'The task was not found',
	fields: [
		task('The task to change'),
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				assigneeIds('They replace all who are assigned; left empty, nothing changes'),
				{
					displayName: 'Completed',
					name: 'isCompleted',
					type: 'boolean',
					default: true,
					description: 'Whether the task is done',
					routing: { send: { type: 'body', property: 'is_completed' } },
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					placeholder: 'e.g. They asked for two more years',
					description: 'What else there is to know about the task',
					routing: { send: { type: 'body', property: 'description' } },
				},
				dueDate,
				{
					displayName: 'Priority',
					name: 'priority',
					type: 'options',
					options: PRIORITIES,
					default: 'unspecified',
					description: 'How urgent the task is',
					routing: { send: { type: 'body', property: 'priority' } },
				},
				recordIds('They replace all records the task is about; left empty, nothing changes'),
				records('They replace all records the task is about, together with those given in Record IDs'),
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Send the renewal contract',
					description: 'What has to be done, in a few words',
					routing: { send: { type: 'body', property: 'title' } },
				},
			],
		},
		fieldsToClear(CLEARABLE),
		simplify(),
	],
	exceptions: ID_FIELDS,
	prepare: inOrder(joinRecords, clearChosen(CLEARABLE), someChange),
	simplify: simplifyTask,
});
