import { list } from '../../shared/fields/list';
import { narrowing } from '../../shared/fields/narrowing';
import { operation } from '../../shared/operation';
import { compactObjectType } from '../../shared/attributes/compact';

export const get = operation({
	name: 'Get List',
	value: 'get',
	action: 'Get list with its attributes',
	description: 'Retrieve one list with the attributes that its members have in it. Use Get Many List Members for the records.',
	returns: 'the list with its ID, slug and attributes',
	scopes: ['list.read'],
	method: 'GET',
	url: '/v1/lists/{listId}',
	notFound: 'The list was not found',
	fields: [narrowing('the choice of lists'), list({ description: 'The list to retrieve' })],
	compact: compactObjectType,
});
