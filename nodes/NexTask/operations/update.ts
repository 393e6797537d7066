import { clearing, simplify, updateFields } from '../../shared/fields';
import { inOrder, operation } from '../../shared/operation';
import {
	assigneeIds,
	completed,
	dueDate,
	ID_FIELDS,
	joinRecords,
	priority,
	recordIds,
	records,
	task,
	taskDescription,
	taskTitle,
} from '../fields';
import { simplifyTask } from '../simplify';

/** The API documents that an empty text or list clears these; of the due date it says nothing. */
const { fieldsToClear, sendChanges, tellKept } = clearing([
	{ name: 'Assignees', value: 'assignee_ids', sent: [], isDocumented: true },
	{ name: 'Description', value: 'description', sent: '', isDocumented: true },
	{ name: 'Due Date', value: 'due_date', sent: null },
	{ name: 'Priority', value: 'priority', sent: '', isDocumented: true },
	{ name: 'Records', value: 'entity_ids', sent: [], isDocumented: true },
]);

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
		updateFields(
			assigneeIds('They replace all who are assigned; left empty, nothing changes'),
			completed,
			taskDescription,
			dueDate,
			priority,
			recordIds('They replace all records the task is about; left empty, nothing changes'),
			records('They replace all records the task is about, together with those given in Record IDs'),
			taskTitle,
		),
		fieldsToClear,
		simplify(),
	],
	exceptions: ID_FIELDS,
	prepare: inOrder(joinRecords, sendChanges),
	tell: tellKept,
	simplify: simplifyTask,
});
