import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../operation/operation';
import { pathValue } from '../operation/path';

/**
 * Puts the values of ID fields into the body as text, digit for digit (API facts, 0.3).
 * Keys are the names in the body. It refuses a value that is no ID, or a number too long to be exact.
 */
export function sendIds(fields: Record<string, INodeProperties>): Prepare {
	return (context, request) => {
		const ids: Record<string, string> = {};
		for (const [property, { name, displayName }] of Object.entries(fields)) {
			const read = pathValue(context.getNodeParameter(name, undefined, { extractValue: true }));
			if ('problem' in read) {
				throw new NodeOperationError(context.getNode(), `"${displayName}" ${read.problem}`, {
					description: 'Choose it from the list, or enter its ID.',
					itemIndex: context.getItemIndex(),
				});
			}
			ids[property] = read.text;
		}
		return { ...request, body: { ...request.body, ...ids } };
	};
}
