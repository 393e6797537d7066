import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, changes, sendAttributes, simplify, tellKept } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';
import { chosenMember } from '../fields';
import { standingMember } from '../standing';

export const updateMember = operation({
	name: 'Update List Member',
	value: 'updateMember',
	action: 'Update list member',
	description:
		'Change what a member has in a list. Attributes that are not given stay as they are. A list that is given replaces the one ' +
		'that stands, unless Write Mode says otherwise.',
	returns: 'the list entry as it is now',
	scopes: ['list.member.write'],
	method: 'PATCH',
	url: '/v1/lists/{listId}/records/{memberId}',
	notFound: 'The list, or the member in it, was not found',
	fields: [
		...chosenMember('The member to change'),
		...attributes('listId.value', 'listAttributes'),
		...changes(
			'getListAttributes',
			['listId.value'],
			'This costs a request for every 100 members of the list and needs the scope list.member.read.',
		),
		simplify(),
	],
	prepare: sendAttributes({ standing: standingMember }),
	tell: tellKept(),
	simplify: simplifyRecord,
	compact: compactRecord,
});
