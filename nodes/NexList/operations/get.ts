import { compactObjectType } from '../../shared/attributes/compact';
import { operation } from '../../shared/operation';
import { chosenList } from '../fields';

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
	fields: chosenList({ description: 'The list to retrieve' }),
	compact: compactObjectType,
});
