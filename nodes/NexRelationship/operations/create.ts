import { operation } from '../../shared/operation';
import { definition, relatedRecord } from '../fields';

export const create = operation({
	name: 'Create Relationship',
	value: 'create',
	action: 'Create relationship between records',
	description:
		'Relate two records to each other, in the order of the definition: the person first in "person works at company". Keep the ID ' +
		'in the result: deleting the relationship asks for it. Running it twice may relate them twice.',
	returns: 'the relationship with its ID',
	scopes: ['relationship.write'],
	method: 'POST',
	url: '/v1/records/{recordId}/relationships',
	notFound: 'The first record was not found',
	fields: [
		definition({
			description: 'The kind of relationship. It says which kind of record stands first and which second.',
			body: 'definition_id',
		}),
		relatedRecord({
			displayName: 'First Record',
			description: 'The record that stands first, such as the person in "person works at company"',
			searchListMethod: 'searchFirstRecords',
			body: 'entity_1_id',
		}),
		relatedRecord({
			displayName: 'Second Record',
			name: 'secondRecordId',
			description: 'The record that stands second, such as the company in "person works at company"',
			searchListMethod: 'searchSecondRecords',
			body: 'entity_2_id',
		}),
	],
});
