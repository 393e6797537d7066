import { attributes, sendAttributes } from '../../shared/fields/attributes';
import { locator } from '../../shared/fields/locator';
import { objectType } from '../../shared/fields/objectType';
import { simplify } from '../../shared/fields/simplify';
import { simplifyRecord } from '../../shared/attributes/plain';
import { operation } from '../../shared/operation';

export const createOrUpdate = operation({
	name: 'Create or Update Record',
	value: 'createOrUpdate',
	action: 'Create or update record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	scopes: ['record.write'],
	method: 'PUT',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [
		objectType(),
		{
			...locator({
				displayName: 'Matching Attribute',
				name: 'matchingAttribute',
				description: 'The attribute that tells whether the record exists already, such as an email address or a domain. Give it a value below.',
				searchListMethod: 'searchAttributes',
				by: 'Slug or ID',
				example: 'email_addresses',
			}),
			routing: { send: { type: 'body', property: 'matching_attribute' } },
		},
		...attributes('add', 'objectType.value', 'recordAttributes'),
		simplify(),
	],
	prepare: sendAttributes(),
	simplify: simplifyRecord,
});
