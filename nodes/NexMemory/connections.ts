import type { INodeInputConfiguration } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** What an AI agent takes a memory by. */
export const MEMORY = [NodeConnectionTypes.AiMemory];

/** An input for another memory, which may be left open. */
export const MEMORY_OF_CONVERSATION: INodeInputConfiguration[] = [
	{ type: NodeConnectionTypes.AiMemory, displayName: 'Conversation', required: false, maxConnections: 1 },
];
