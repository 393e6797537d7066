import { simplify } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { task } from '../fields';
import { simplifyTask } from '../simplify';

export const get = operation({
	name: 'Get Task',
	value: 'get',
	action: 'Get task by ID',
	description: 'Retrieve one task',
	returns: 'the task with its title, description, priority, due date, and the IDs of assignees and records',
	scopes: ['task.read'],
	method: 'GET',
	url: '/v1/tasks/{taskId}',
	notFound: 'The task was not found',
	fields: [task('The task to retrieve'), simplify()],
	simplify: simplifyTask,
});
