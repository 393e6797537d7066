import { attributes, sendAttributes } from '../../shared/fields/attributes';
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
			displayName: 'Matching Attribute',
			name: 'matchingAttribute',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The attribute that tells whether the record exists already, such as an email address or a domain. Give it a value below.',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select an attribute…',
					typeOptions: { searchListMethod: 'searchAttributes', searchable: true },
				},
				{
					displayName: 'By Slug or ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. email_addresses',
				},
			],
			routing: { send: { type: 'body', property: 'matching_attribute' } },
		},
		...attributes('add', 'objectType.value', 'recordAttributes'),
		simplify(),
	],
	prepare: sendAttributes(),
	simplify: simplifyRecord,
});
