import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, changes } from '../../shared/fields/attributes';
import { sendAttributes } from '../../shared/fields/sendAttributes';
import { list } from '../../shared/fields/list';
import { narrowing } from '../../shared/fields/narrowing';
import { simplify } from '../../shared/fields/simplify';
import { listMember } from '../member';
import { standingMember } from '../standing';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';

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
		narrowing('the choice of lists'),
		list(),
		listMember({ description: 'The member to change' }),
		...attributes('listId.value', 'listAttributes'),
		...changes(
			'getListAttributes',
			['listId.value'],
			'This costs a request for every 100 members of the list and needs the scope list.member.read.',
		),
		simplify(),
	],
	prepare: sendAttributes({ standing: standingMember }),
	simplify: simplifyRecord,
	compact: compactRecord,
});
