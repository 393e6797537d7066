import { additionalFields, required, simplify } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { assigneeIds, dueDate, ID_FIELDS, joinRecords, priority, recordIds, records, taskDescription, taskTitle } from '../fields';
import { simplifyTask } from '../simplify';

export const create = operation({
	name: 'Create Task',
	value: 'create',
	action: 'Create task',
	description: 'Create a new task, for people and about records of your choice. Running it twice makes two tasks.',
	returns: 'the task with its ID',
	scopes: ['task.write'],
	method: 'POST',
	url: '/v1/tasks',
	fields: [
		required(taskTitle),
		additionalFields(
			assigneeIds('Left empty, nobody is assigned'),
			taskDescription,
			dueDate,
			priority,
			recordIds('They are added to those chosen in Records'),
			records('They are added to those given in Record IDs'),
		),
		simplify(),
	],
	exceptions: ID_FIELDS,
	prepare: joinRecords,
	simplify: simplifyTask,
});
