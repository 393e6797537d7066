import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { byName } from '../byName';
import { toolProperties } from '../tool/properties';
import { toolSettings } from '../tool/settings';
import type { Operation } from './definition';
import { mergeFields } from './mergeFields';
import { runOperation } from './run';

/** An operation as n8n shows and runs it. */
export interface BuiltOperation {
	option: INodePropertyOptions;
	fields: INodeProperties[];
	definition: Operation;
}

/**
 * Makes an operation's entry in the Operation menu, routed through the one request function,
 * and its fields, shown only for it.
 */
export function operation(definition: Operation): BuiltOperation {
	const { name, value, action, description, method, url } = definition;
	return {
		definition,
		fields: updateDisplayOptions({ show: { operation: [value] } }, definition.fields),
		option: {
			name,
			value,
			action,
			description,
			routing: {
				request: { method, url },
				send: { paginate: true },
				operations: {
					async pagination(requestData) {
						return await runOperation(this, definition, requestData.options);
					},
				},
			},
		},
	};
}

/**
 * The properties of a node: the Operation menu, then every operation's fields.
 * n8n describes a tool and names a node by its operation only if a resource leads to the operation, so the one
 * that the node has is there, with nothing of it to see.
 */
export function operationProperties(resource: INodePropertyOptions, operations: BuiltOperation[], initial: string): INodeProperties[] {
	const { value } = resource;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'hidden',
			noDataExpression: true,
			options: [resource],
			default: value,
		},
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: operations.map(({ option }) => option).sort(byName),
			default: initial,
		},
		...mergeFields(operations.map(({ fields }) => fields)),
		// Last, because the description is a long expression, and what it says is at hand without reading it.
		...toolProperties(operations.map(({ definition }) => definition)),
		...toolSettings,
	];
}

/** The line under a node's name on the canvas: the name of the chosen operation. */
export function operationSubtitle(operations: BuiltOperation[]): string {
	const names = Object.fromEntries(operations.map(({ option }) => [option.value, option.name]));
	return `={{ (${JSON.stringify(names)})[$parameter["operation"]] }}`;
}
