import type { IExecuteSingleFunctions, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { acceptOfItem } from '../values/accept';
import { readField } from '../values/field';

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/**
 * Tells which fields the form shows. n8n shows a field that depends on an expression whatever the expression says, and sends it;
 * here what it says counts.
 *
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function displayedIn(context: IExecuteSingleFunctions, fields: INodeProperties[]): (field: INodeProperties) => boolean {
	const node = context.getNode();
	const deciding = new Set(fields.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));
	const parameters = { ...node.parameters };
	for (const field of fields) {
		if (!deciding.has(field.name) || !isExpression(parameters[field.name])) continue;
		const value = context.getNodeParameter(field.name, undefined) as unknown;
		parameters[field.name] = acceptOfItem(context, field, readField(value, field, context.getTimezone())) as INodeParameters[string];
	}
	return (field) => !field.displayOptions || NodeHelpers.displayParameter(parameters, field, node, null);
}
