import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { descriptionForModels } from './description';
import type { ToolOperation } from './operation';
import { ONLY_AS_TOOL } from './settings';

/**
 * Whether this n8n resolves an expression in a tool's description, with what it takes as a third argument: another would show the
 * model the expression itself.
 */
const resolvesDescription = NodeHelpers.getToolDescriptionForNode.length > 2;

/** What a model reads of the chosen operation, in place of the few words that n8n makes of its action. */
const toolDescription = (operations: readonly ToolOperation[]): INodeProperties => {
	const texts = Object.fromEntries(operations.map((one) => [one.value, descriptionForModels(one)]));
	return {
		displayName: 'Description for the Model',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 2 },
		default: `={{ (${JSON.stringify(texts)})[$parameter["operation"]] }}`,
		required: true,
		description: 'What the model reads of this tool. It follows the operation; switch it to Fixed to change the words.',
		displayOptions: ONLY_AS_TOOL,
	};
};

/** The fields that a node has only as a tool of an AI agent. */
export const toolProperties = (operations: readonly ToolOperation[]): INodeProperties[] =>
	resolvesDescription ? [toolDescription(operations)] : [];
