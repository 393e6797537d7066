import type { INodeInputConfiguration, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** One ordinary input or output, which all nodes have that act. */
export const MAIN = [NodeConnectionTypes.Main];

/** What an AI agent takes a memory by. */
export const MEMORY = [NodeConnectionTypes.AiMemory];

/** An input for another memory, which may be left open. */
export const MEMORY_OF_CONVERSATION: INodeInputConfiguration[] = [
	{ type: NodeConnectionTypes.AiMemory, displayName: 'Conversation', required: false, maxConnections: 1 },
];

/**
 * What makes n8n run a node by its routing. It is empty, because the request function takes the Base URL from the
 * credential, and n8n would evaluate an expression here twice for every item.
 */
export const REQUEST_DEFAULTS: INodeTypeDescription['requestDefaults'] = {};
