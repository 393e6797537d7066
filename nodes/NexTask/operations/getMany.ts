import { offset, options, returnAllAndLimit, simplify } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';
import { readId } from '../../shared/values/id';
import { taskFilters } from '../filters';
import { simplifyTask } from '../simplify';

export const getMany = operation({
	name: 'Get Many Tasks',
	value: 'getMany',
	action: 'Get many tasks',
	description: 'Retrieve tasks, such as those about one record, those of one person, or those still open. Archived tasks are left out.',
	returns: 'each task with its ID, title, priority and due date',
	scopes: ['task.read'],
	method: 'GET',
	url: '/v1/tasks',
	paging: { by: 'offset', in: 'query', pageSize: 500 },
	answer: rowsUnder('data', 'tasks'),
	fields: [...returnAllAndLimit(), taskFilters, simplify(), options(offset('tasks'))],
	exceptions: { assigneeId: readId },
	simplify: simplifyTask,
	shortenedBy: ['search'],
});
