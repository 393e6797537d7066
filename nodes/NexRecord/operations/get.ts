import { simplifyRecord } from '../../shared/attributes/plain';
import { narrowingRecords, record, simplify } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';

export const get = operation({
	name: 'Get Record',
	value: 'get',
	action: 'Get record by ID',
	description: 'Retrieve one record with all its attributes',
	returns: 'the record with its ID, object type and attributes',
	scopes: ['record.read'],
	method: 'GET',
	url: '/v1/records/{recordId}',
	notFound: 'The record was not found',
	fields: [narrowingRecords(), record(), simplify()],
	simplify: simplifyRecord,
	compact: compactRecord,
});
