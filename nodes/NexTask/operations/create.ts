import { simplify } from '../../shared/fields/simplify';
import { operation } from '../../shared/operation';
import { assigneeIds, dueDate, PRIORITIES, recordIds, records, ID_FIELDS, joinRecords } from '../fields';
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
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Send the renewal contract',
			description: 'What has to be done, in a few words',
			routing: { send: { type: 'body', property: 'title' } },
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				assigneeIds('Left empty, nobody is assigned'),
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
				recordIds('They are added to those chosen in Records'),
				records('They are added to those given in Record IDs'),
			],
		},
		simplify(),
	],
	exceptions: ID_FIELDS,
	prepare: joinRecords,
	simplify: simplifyTask,
});
