import { attributes, sendAttributes } from '../../shared/fields/attributes';
import { objectType } from '../../shared/fields/objectType';
import { record } from '../../shared/fields/record';
import { simplify } from '../../shared/fields/simplify';
import { simplifyRecord } from '../../shared/attributes/plain';
import { operation } from '../../shared/operation';

export const update = operation({
	name: 'Update Record',
	value: 'update',
	action: 'Update record',
	description: 'Change attributes of a record. Attributes that are not given stay as they are.',
	scopes: ['record.write'],
	method: 'PATCH',
	url: '/v1/records/{recordId}',
	notFound: 'The record was not found',
	fields: [
		objectType({ description: 'The kind of record. The list of records and the form below follow it.' }),
		record(),
		...attributes('objectType.value', 'recordAttributes'),
		simplify(),
	],
	prepare: sendAttributes(),
	simplify: simplifyRecord,
});
