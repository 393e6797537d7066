import { deleted, operation } from '../../shared/operation';
import { task } from '../fields';

export const deleteTask = operation({
	name: 'Delete Task',
	value: 'delete',
	action: 'Delete task for good',
	description: 'Archive a task: it leaves all lists, and the API has no way to bring it back. The records it is about stay.',
	returns: 'the ID of the task that is gone',
	scopes: ['task.write'],
	method: 'DELETE',
	url: '/v1/tasks/{taskId}',
	notFound: 'The task was not found',
	fields: [task('The task to archive')],
	answer: deleted('taskId'),
});
