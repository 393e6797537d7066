import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { attributes, changes } from '../../shared/fields/attributes';
import { sendAttributes } from '../../shared/fields/sendAttributes';
import { locator } from '../../shared/fields/locator';
import { objectType } from '../../shared/fields/objectType';
import { simplify } from '../../shared/fields/simplify';
import { simplifyRecord } from '../../shared/attributes/plain';
import { standingMatch } from '../standing';
import type { Prepare } from '../../shared/operation';
import { inOrder, operation } from '../../shared/operation';
import { asObject } from '../../shared/isObject';
import { isEmpty } from '../../shared/values/blank';
import { compactRecord } from '../../shared/tool/compact';

const hasValue = (attributes: IDataObject, slug: string) => Object.hasOwn(attributes, slug) && !isEmpty(attributes[slug]);

/** Without a value to match by, Nex could only guess. An attribute may also be named by its ID, which says nothing of its slug. */
const giveMatchingValue: Prepare = (context, request) => {
	const { matching_attribute: matching, attributes } = request.body ?? {};
	if (typeof matching !== 'string' || /^\d+$/.test(matching) || hasValue(asObject(attributes), matching)) return request;
	throw new NodeOperationError(context.getNode(), `The matching attribute "${matching}" has no value`, {
		description: 'Give it a value among the attributes: Nex looks for the record that has this value.',
		itemIndex: context.getItemIndex(),
	});
};

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
		{
			...locator({
				displayName: 'Matching Attribute',
				name: 'matchingAttribute',
				description:
					'The attribute that tells whether the record exists already, such as an email address or a domain. Give it a value below.',
				searchListMethod: 'searchAttributes',
				by: 'Slug or ID',
				hint:
					'An attribute that is unique, such as email_addresses for people or domains for companies: Get Object Type of Nex Object ' +
					'returns them.',
				example: 'email_addresses',
				follows: 'objectType',
			}),
			routing: { send: { type: 'body', property: 'matching_attribute' } },
		},
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
	simplify: simplifyRecord,
	compact: compactRecord,
});
