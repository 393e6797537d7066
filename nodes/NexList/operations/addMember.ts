import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, sendAttributes, simplify } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';
import { listAndRecord } from '../fields';

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
	fields: [...listAndRecord, ...attributes('listId.value', 'newMemberAttributes'), simplify()],
	prepare: sendAttributes({ optional: true, creates: true }),
	simplify: simplifyRecord,
	compact: compactRecord,
});
