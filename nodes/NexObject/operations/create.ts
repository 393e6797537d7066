import { slug } from '../../shared/fields/slug';
import { operation } from '../../shared/operation';

export const create = operation({
	name: 'Create Object Type',
	value: 'create',
	action: 'Create object type',
	description:
		'Create an object type: a new kind of record for the workspace, such as project. Look first whether Get Many Object Types has ' +
		'it: running it twice may make two.',
	returns: 'the object type with its ID and slug',
	scopes: ['object.write'],
	method: 'POST',
	url: '/v1/objects',
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Project',
			description: 'What people read for one record of this kind',
			routing: { send: { type: 'body', property: 'name' } },
		},
		slug('project', 'The short name by which workflows and the API call the object type. It cannot be changed later.'),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. A piece of work for a customer',
					description: 'What records of this kind stand for',
					routing: { send: { type: 'body', property: 'description' } },
				},
				{
					displayName: 'Plural Name',
					name: 'namePlural',
					type: 'string',
					default: '',
					placeholder: 'e.g. Projects',
					description: 'What people read for several records of this kind',
					routing: { send: { type: 'body', property: 'name_plural' } },
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					default: 'custom',
					description: 'What Nex takes the records for. It cannot be changed later.',
					options: [
						{ name: 'Company', value: 'company', description: 'Records are organisations' },
						{ name: 'Custom', value: 'custom', description: 'Records are something of your own' },
						{ name: 'Deal', value: 'deal', description: 'Records are sales opportunities' },
						{ name: 'Person', value: 'person', description: 'Records are people' },
					],
					routing: { send: { type: 'body', property: 'type' } },
				},
			],
		},
	],
});
