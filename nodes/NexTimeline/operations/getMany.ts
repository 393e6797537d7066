import { narrowingRecords, record, returnAllAndLimit, simplify } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';
import { compactEvent } from '../compactEvent';
import { simplifyEvent } from '../simplifyEvent';

export const getMany = operation({
	name: 'Get Many Timeline Events',
	value: 'getMany',
	action: 'Get many timeline events of record',
	description: 'Retrieve what has happened to one record, such as changed attributes, tasks, notes and places in lists',
	returns: 'each event with its kind, its time, who caused it, what it is about and what changed',
	scopes: ['record.read'],
	method: 'GET',
	url: '/v1/records/{recordId}/timeline',
	notFound: 'The record was not found',
	paging: { by: 'cursor', in: 'query', pageSize: 100 },
	answer: rowsUnder('data'),
	fields: [narrowingRecords(), record({ description: 'The record whose timeline to read' }), ...returnAllAndLimit(), simplify()],
	simplify: simplifyEvent,
	compact: compactEvent,
});
