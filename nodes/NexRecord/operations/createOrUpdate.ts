import { simplifyRecord } from '../../shared/attributes/plain';
import { attributes, changes, objectType, sendAttributes, simplify, tellKept } from '../../shared/fields';
import { inOrder, operation } from '../../shared/operation';
import { compactRecord } from '../../shared/tool/compact';
import { giveMatchingValue, matchingAttribute } from '../matching';
import { standingMatch } from '../standing';

export const createOrUpdate = operation({
	name: 'Create or Update Record',
	value: 'createOrUpdate',
	action: 'Create or update record',
	description:
		'Create a new record, or update the current one if it already exists (upsert). It exists if one has the same value in the ' +
		'Matching Attribute. A list that is given replaces the one that stands, unless Write Mode says otherwise.',
	returns: 'the record with its ID and attributes',
	scopes: ['record.write'],
	method: 'PUT',
	url: '/v1/objects/{objectType}',
	notFound: 'There is no such object type',
	fields: [
		objectType(),
		matchingAttribute,
		...attributes('objectType.value', 'recordAttributes'),
		...changes(
			'getAttributes',
			['objectType.value'],
			'This costs a search and a request for each likely record, and needs the scope record.read. What the search of Nex does not ' +
				'find counts as new.',
		),
		simplify(),
	],
	prepare: inOrder(sendAttributes({ standing: standingMatch }), giveMatchingValue),
	tell: tellKept(),
	simplify: simplifyRecord,
	compact: compactRecord,
});
