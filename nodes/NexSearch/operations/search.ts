import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { returnAllAndLimit } from '../../shared/fields/limit';
import type { Prepare } from '../../shared/operation';
import { operation } from '../../shared/operation';
import { without } from '../../shared/tool/compact';
import { readHits } from '../hits';

const LONGEST_QUERY = 500;

const checkLength: Prepare = (context, request) => {
	const { length } = String(request.body?.query ?? '');
	if (length <= LONGEST_QUERY) return request;
	throw new NodeOperationError(context.getNode(), `"Query" has ${length} characters, and Nex takes ${LONGEST_QUERY} at most`, {
		description: 'Search for fewer words, such as a name or an email address.',
		itemIndex: context.getItemIndex(),
	});
};

/** A hit without its object type's ID, and without the text that matched if that is its name. */
const compactHit = (hit: IDataObject): IDataObject =>
	without('entity_definition_id', ...(hit.matched_value === hit.primary_value ? ['matched_value'] : []))(hit);

export const search = operation({
	name: 'Search Records',
	value: 'search',
	action: 'Search records by text',
	description: 'Find records of every object type by a text in them, such as a name, an email address or a domain',
	returns: 'each record found with its ID, object type, name and score, best first, or nothing if there is none',
	scopes: ['record.read'],
	method: 'POST',
	readOnly: true,
	url: '/v1/search',
	answer: readHits,
	fields: [
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Ada Holm',
			description: 'The text to search for, of up to 500 characters',
			routing: { send: { type: 'body', property: 'query' } },
		},
		...returnAllAndLimit(),
	],
	prepare: checkLength,
	compact: compactHit,
});
