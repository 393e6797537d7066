import { deleted, operation } from '../../shared/operation';
import { chosenMember } from '../fields';

export const removeMember = operation({
	name: 'Remove Member From List',
	value: 'removeMember',
	action: 'Remove member from list',
	description: 'Take a member out of a list, with what it has in the list. The record itself stays.',
	returns: 'the ID of the list entry that is gone',
	scopes: ['record.write', 'list.member.write'],
	method: 'DELETE',
	url: '/v1/lists/{listId}/records/{memberId}',
	notFound: 'The list, or the member in it, was not found',
	fields: chosenMember('The member to take out of the list'),
	answer: deleted('memberId'),
});
