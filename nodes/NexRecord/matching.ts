import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { locator } from '../shared/fields';
import { asObject } from '../shared/isObject';
import type { Prepare } from '../shared/operation';
import { isEmpty } from '../shared/values/blank';

/** A picker of the attribute by which Nex tells whether a record exists. */
export const matchingAttribute = locator({
	displayName: 'Matching Attribute',
	name: 'matchingAttribute',
	description: 'The attribute that tells whether the record exists already, such as an email address or a domain. Give it a value below.',
	searchListMethod: 'searchAttributes',
	by: 'Slug or ID',
	hint:
		'An attribute that is unique, such as email_addresses for people or domains for companies: Get Object Type of Nex Object ' +
		'returns them.',
	example: 'email_addresses',
	follows: 'objectType',
	body: 'matching_attribute',
});

const hasValue = (attributes: IDataObject, slug: string) => Object.hasOwn(attributes, slug) && !isEmpty(attributes[slug]);

/** Without a value to match by, Nex could only guess. An attribute may also be named by its ID, which says nothing of its slug. */
export const giveMatchingValue: Prepare = (context, request) => {
	const { matching_attribute: matching, attributes } = request.body ?? {};
	if (typeof matching !== 'string' || /^\d+$/.test(matching) || hasValue(asObject(attributes), matching)) return request;
	// As the picker shows it, if it was chosen there.
	const { cachedResultName: name = matching } = asObject(context.getNodeParameter('matchingAttribute', {}));
	throw new NodeOperationError(context.getNode(), `The matching attribute "${String(name)}" has no value`, {
		description: 'Give it a value among the attributes: Nex looks for the record that has this value.',
		itemIndex: context.getItemIndex(),
	});
};
