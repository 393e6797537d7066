import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes } from '../../shared/fields/attributes';
import { sendAttributes } from '../../shared/fields/sendAttributes';
import { list } from '../../shared/fields/list';
import { narrowingRecords } from '../../shared/fields/narrowing';
import { simplify } from '../../shared/fields/simplify';
import { operation } from '../../shared/operation';
import { member } from '../member';
import { compactRecord } from '../../shared/tool/compact';

export const addMember = operation({
	name: 'Add Member to List',
	value: 'addMember',
	action: 'Add member to list',
	description:
		'Add a record to a list. Running it twice may add the record twice: use Add or Update List Member if it may be in the list already.',
	returns: 'the list entry with its ID, which is not the ID of the record',
	scopes: ['list.member.write'],
	method: 'POST',
	url: '/v1/lists/{listId}',
	notFound: 'The list was not found',
	fields: [
		narrowingRecords('the choice of lists and the list of records'),
		list(),
		member(),
		...attributes('listId.value', 'newMemberAttributes'),
		simplify(),
	],
	prepare: sendAttributes({ optional: true, creates: true }),
	simplify: simplifyRecord,
	compact: compactRecord,
});
