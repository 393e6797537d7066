import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, objectType, sendAttributes, simplify } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';

export const create = operation({
	name: 'Create Record',
	value: 'create',
	action: 'Create record',
	description: 'Create a new record. Running it twice makes two records; use Create or Update Record to avoid that.',
	returns: 'the record with its ID and attributes',
	scopes: ['record.write'],
	method: 'POST',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [objectType(), ...attributes('objectType.value', 'newRecordAttributes'), simplify()],
	prepare: sendAttributes({ creates: true }),
	simplify: simplifyRecord,
	compact: compactRecord,
});
