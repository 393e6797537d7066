import { deleted, operation } from '../../shared/operation';
import { chosenList } from '../fields';

export const deleteList = operation({
	name: 'Delete List',
	value: 'delete',
	action: 'Delete list but not its records',
	description: 'Delete a list for good, with what its members have in it. The records themselves stay. This cannot be undone.',
	returns: 'the ID of the list that is gone',
	scopes: ['object.write'],
	method: 'DELETE',
	url: '/v1/lists/{listId}',
	notFound: 'The list was not found',
	fields: chosenList({ description: 'The list to delete. The records in it stay in Nex.' }),
	answer: deleted('listId'),
});
