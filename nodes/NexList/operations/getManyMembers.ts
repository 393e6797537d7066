import { simplifyRecord } from '../../shared/attributes/plain';
import { chooseAttributes, list, narrowing, recordPageOptions, returnAllAndLimit, simplify } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';

export const getManyMembers = operation({
	name: 'Get Many List Members',
	value: 'getManyMembers',
	action: 'Get many list members',
	description:
		'Retrieve the members of a list, each with the attributes of its record and those it has in the list. The ID of a member is ' +
		'that of its list entry.',
	returns: 'each member with the ID of its list entry, the ID of its record and their attributes',
	scopes: ['list.member.read'],
	method: 'POST',
	readOnly: true,
	url: '/v1/lists/{listId}/records',
	notFound: 'The list was not found',
	paging: { by: 'offset', in: 'body', pageSize: 100 },
	answer: rowsUnder('data'),
	fields: [
		{
			...narrowing('the choice of lists'),
			description:
				'Narrows the choice of lists below, and adds the attributes of records to the options. Leave it empty to choose from all lists.',
		},
		list(),
		...returnAllAndLimit(),
		simplify(),
		recordPageOptions('getListMemberAttributes', 'getListSortFields', ['listId.value', 'objectType.value']),
	],
	prepare: chooseAttributes,
	simplify: simplifyRecord,
	compact: compactRecord,
});
