import { simplifyRecord } from '../../shared/attributes/plain';
import { chooseAttributes, objectType, recordPageOptions, returnAllAndLimit, simplify } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';

export const getMany = operation({
	name: 'Get Many Records',
	value: 'getMany',
	action: 'Get many records of object type',
	description: 'Retrieve records of one object type. Nex cannot filter them: Search Records finds those with a text, such as a name.',
	returns: 'each record with its ID, object type and attributes',
	scopes: ['record.read'],
	method: 'POST',
	readOnly: true,
	url: '/v1/objects/{objectType}/records',
	notFound: 'There is no such object type',
	paging: { by: 'offset', in: 'body', pageSize: 100 },
	answer: rowsUnder('data'),
	fields: [objectType(), ...returnAllAndLimit(), simplify(), recordPageOptions('getAttributes', 'getSortFields', ['objectType.value'])],
	prepare: chooseAttributes,
	simplify: simplifyRecord,
	compact: compactRecord,
});
