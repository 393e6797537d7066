import { byName } from '../../shared/byName';
import { simplify } from '../../shared/fields/simplify';
import { task } from '../../shared/fields/task';
import { clearableText, filledText, readValues, someChange } from '../../shared/fields/values';
import { inOrder, operation } from '../../shared/operation';
import type { Prepare } from '../../shared/operation';
import { assigneeIds, dueDate, PRIORITIES, recordIds, records, sendDetails } from '../fields';
import { simplifyTask } from '../simplify';

/** An empty list removes all; it is sent only where the user says so, because an expression may yield one by accident. */
const removeAll: Prepare = (_context, request) => {
	const { remove_all: chosen, ...body } = request.body ?? {};
	const lists = Array.isArray(chosen) ? chosen.map(String) : [];
	return {
		...request,
		body: {
			...Object.fromEntries(['assignee_ids', 'entity_ids'].filter((name) => lists.includes(name)).map((name) => [name, []])),
			...body,
		},
	};
};

export const update = operation({
	name: 'Update Task',
	value: 'update',
	action: 'Update task',
	description: 'Change a task, or mark it as done. What is not given stays as it is.',
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
					description: 'What else there is to know about the task. An empty text removes the description.',
					routing: { send: { type: 'body', property: 'description' } },
				},
				dueDate,
				{
					displayName: 'Priority',
					name: 'priority',
					type: 'options',
					options: [...PRIORITIES, { name: 'No Priority', value: '', description: 'Remove the priority' }].sort(byName),
					default: 'unspecified',
					description: 'How urgent the task is',
					routing: { send: { type: 'body', property: 'priority' } },
				},
				recordIds('They replace all records the task is about; left empty, nothing changes'),
				records('They replace all records the task is about, together with those given in Record IDs'),
				{
					displayName: 'Remove All',
					name: 'removeAll',
					type: 'multiOptions',
					options: [
						{ name: 'Assignees', value: 'assignee_ids' },
						{ name: 'Records', value: 'entity_ids' },
					],
					default: [],
					description: 'What to take from the task altogether. New assignees or records given beside it are kept.',
					routing: { send: { type: 'body', property: 'remove_all' } },
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Send the renewal contract',
					description: 'What has to be done, in a few words. It cannot be empty.',
					routing: { send: { type: 'body', property: 'title' } },
				},
			],
		},
		simplify(),
	],
	prepare: inOrder(
		readValues('body', {
			title: ['Title', filledText],
			description: ['Description', clearableText],
			priority: ['Priority', clearableText],
		}),
		sendDetails,
		removeAll,
		someChange,
	),
	simplify: simplifyTask,
});
