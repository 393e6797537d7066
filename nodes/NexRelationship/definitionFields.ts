import type { INodeProperties } from 'n8n-workflow';
import type { Locator } from '../shared/fields';
import { choice, locator, text } from '../shared/fields';

type Differing = 'displayName' | 'name' | 'description' | 'body';

/** A picker of an object type, which is sent as its ID: relationships do not know slugs. */
export const objectTypeId = (given: Pick<Locator, Differing>): INodeProperties =>
	locator({
		...given,
		searchListMethod: 'searchObjectTypeIds',
		example: '40112233445566777',
		hint: 'The ID of the object type, not its slug: Get Many Object Types of Nex Object returns it.',
	});

export const howMany = choice({
	displayName: 'Type',
	name: 'type',
	default: 'many_to_many',
	required: true,
	description: 'How many records one record can be related to',
	options: [
		{ name: 'Many to Many', value: 'many_to_many', description: 'Every record can be related to several on the other side' },
		{
			name: 'One to Many',
			value: 'one_to_many',
			description: 'A first record can be related to several second ones, a second record to one first',
		},
		{ name: 'One to One', value: 'one_to_one', description: 'Every record can be related to one on the other side' },
	],
	body: 'type',
});

export const firstToSecond = text({
	displayName: 'Label From First to Second',
	name: 'firstToSecond',
	example: 'works at',
	description: 'What the first record is or does to the second, as a verb',
	body: 'entity_1_to_2_predicate',
});

export const secondToFirst = text({
	displayName: 'Label From Second to First',
	name: 'secondToFirst',
	example: 'employs',
	description: 'What the second record is or does to the first, as a verb',
	body: 'entity_2_to_1_predicate',
});
