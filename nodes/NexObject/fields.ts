import { choice, description, name, pluralName } from '../shared/fields';

export const typeName = name('Project', 'What people read for one record of this kind');

export const typePluralName = pluralName('Projects', 'What people read for several records of this kind');

export const typeDescription = description('A piece of work for a customer', 'What records of this kind stand for');

export const kindOfRecords = choice({
	displayName: 'Type',
	name: 'type',
	default: 'custom',
	description: 'What Nex takes the records for. It cannot be changed later.',
	options: [
		{ name: 'Company', value: 'company', description: 'Records are organisations' },
		{ name: 'Custom', value: 'custom', description: 'Records are something of your own' },
		{ name: 'Deal', value: 'deal', description: 'Records are sales opportunities' },
		{ name: 'Person', value: 'person', description: 'Records are people' },
	],
	body: 'type',
});
