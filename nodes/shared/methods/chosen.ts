import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { pathValue } from '../transport/path';

/** What is chosen in a picker of the form; undefined while there is nothing that could be asked for. */
export function chosen(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	// n8n keeps of a node's parameters what its form shows, and fails if it is to extract a value from another.
	if (context.getNode().parameters[parameter] === undefined) return undefined;
	const read = pathValue(context.getCurrentNodeParameter(parameter, { extractValue: true }));
	return 'text' in read && !read.text.startsWith('=') ? read.text : undefined;
}

/**
 * What is chosen in another picker, for one that lists nothing without it.
 *
 * @param what the choice with its article, such as "a list"
 * @throws NodeOperationError that asks for the choice: an empty list would not say why it is empty
 */
export function chosenFirst(context: ILoadOptionsFunctions, parameter: string, what: string): string {
	const found = chosen(context, parameter);
	if (found !== undefined) return found;
	throw new NodeOperationError(context.getNode(), `Choose ${what} first`, {
		description: 'What can be picked here depends on it. If it is an expression, make this one an expression too.',
	});
}
