import { simplifyRecord } from '../../shared/attributes/plain';
import { A_FEW_OF_EACH, attributes, changes, objectType, record, sendAttributes, simplify, tellKept } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';
import { standingRecord } from '../standing';

export const update = operation({
	name: 'Update Record',
	value: 'update',
	action: 'Update record',
	description:
		'Change attributes of a record. Attributes that are not given stay as they are. A list that is given replaces the one that ' +
		'stands, unless Write Mode says otherwise.',
	returns: 'the record as it is now',
	scopes: ['record.write'],
	method: 'PATCH',
	url: '/v1/records/{recordId}',
	notFound: 'The record was not found',
	fields: [
		objectType({
			required: false,
			placeholder: 'None chosen',
			description:
				'The kind of record. The form below needs it, and the list of records follows it; JSON and mapping by slug do without. ' +
				A_FEW_OF_EACH,
		}),
		record(),
		...attributes('objectType.value', 'recordAttributes'),
		...changes('getAttributes', ['objectType.value'], 'This costs a request more and needs the scope record.read.'),
		simplify(),
	],
	prepare: sendAttributes({ standing: standingRecord }),
	tell: tellKept(),
	simplify: simplifyRecord,
	compact: compactRecord,
});
