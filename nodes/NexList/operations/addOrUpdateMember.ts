import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, changes, sendAttributes, simplify, tellKept } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';
import { listAndRecord } from '../fields';
import { standingEntry } from '../standing';

export const addOrUpdateMember = operation({
	name: 'Add or Update List Member',
	value: 'addOrUpdateMember',
	action: 'Add or update list member',
	description:
		'Add a record to a list, or change what it has in the list if it is there already (upsert). A list that is given replaces the ' +
		'one that stands, unless Write Mode says otherwise.',
	returns: 'the list entry with its ID, which is not the ID of the record',
	scopes: ['list.member.write'],
	method: 'PUT',
	url: '/v1/lists/{listId}',
	notFound: 'The list was not found',
	fields: [
		...listAndRecord,
		...attributes('listId.value', 'listAttributes'),
		...changes(
			'getListAttributes',
			['listId.value'],
			'This costs a request more: the record is put into the list first, without attributes if it is new there.',
		),
		simplify(),
	],
	prepare: sendAttributes({ optional: true, standing: standingEntry }),
	tell: tellKept(),
	simplify: simplifyRecord,
	compact: compactRecord,
});
