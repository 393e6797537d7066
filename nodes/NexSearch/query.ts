import { NodeOperationError } from 'n8n-workflow';
import { text } from '../shared/fields';
import { LONGEST_QUERY } from '../shared/longestQuery';
import type { Prepare } from '../shared/operation';

export const query = text({
	displayName: 'Query',
	name: 'query',
	required: true,
	example: 'Ada Holm',
	description: `The text to search for, of up to ${LONGEST_QUERY} characters`,
	body: 'query',
});

/** Refuses a text that Nex would not take. */
export const checkLength: Prepare = (context, request) => {
	// Characters, of which an emoji is one, as JSON Schema counts them.
	const { length } = [...String(request.body?.query ?? '')];
	if (length <= LONGEST_QUERY) return request;
	throw new NodeOperationError(context.getNode(), `"Query" has ${length} characters, and Nex takes ${LONGEST_QUERY} at most`, {
		description: 'Search for fewer words, such as a name or an email address.',
		itemIndex: context.getItemIndex(),
	});
};
