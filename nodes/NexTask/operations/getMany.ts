import { returnAllAndLimit } from '../../shared/fields/limit';
import { record } from '../../shared/fields/record';
import { simplify } from '../../shared/fields/simplify';
import { operation, rowsUnder } from '../../shared/operation';
import { readId } from '../../shared/values/id';
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
	fields: [
		...returnAllAndLimit(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Assignee ID',
					name: 'assigneeId',
					builderHint: { propertyHint: 'The ID of a user: the assignee_ids of tasks that Get Many Tasks of Nex Task returns.' },
					type: 'string',
					default: '',
					placeholder: 'e.g. 40112233445566011',
					description:
						'Only tasks of the user with this ID. Nex cannot list users: take an ID from the assignee_ids of a task that is ' +
						'assigned in Nex.',
					routing: { send: { type: 'query', property: 'assignee_id' } },
				},
				{
					displayName: 'Completed',
					name: 'isCompleted',
					type: 'boolean',
					default: false,
					description: 'Whether to return only tasks that are done, or only tasks that are not. Without this filter both are returned.',
					routing: { send: { type: 'query', property: 'is_completed' } },
				},
				{
					...record({ required: false, description: 'Only tasks about this record, such as a person or a company' }),
					routing: { send: { type: 'query', property: 'entity_id' } },
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. contract',
					description: 'Only tasks with these words in their title',
					routing: { send: { type: 'query', property: 'search' } },
				},
			],
		},
		simplify(),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Offset',
					name: 'offset',
					type: 'number',
					default: 0,
					description: 'How many tasks to skip before the first one',
					typeOptions: { minValue: 0, numberPrecision: 0 },
				},
			],
		},
	],
	exceptions: { assigneeId: readId },
	simplify: simplifyTask,
	shortenedBy: ['search'],
});
