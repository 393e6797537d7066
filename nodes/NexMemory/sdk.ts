import type { ChatHistory, ChatMemory, Message, supplyMemory } from '@n8n/ai-node-sdk';
import type { ISupplyDataFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** The part of n8n's SDK for AI nodes that the memory is made with. */
export interface Sdk {
	supplyMemory: typeof supplyMemory;
}

/** A message as LangChain has it: only handed on. */
type LangChainMessage = object;

/** A memory as it is connected to another node: LangChain's, which n8n's own memories are. */
export interface LangChainMemory {
	loadMemoryVariables(values: object): Promise<Record<string, unknown>>;
	saveContext(input: { input: string }, output: { output: string }): Promise<void>;
	chatHistory: {
		getMessages(): Promise<LangChainMessage[]>;
		addMessages(messages: LangChainMessage[]): Promise<void>;
		clear(): Promise<void>;
	};
}

/** Between the SDK's messages and LangChain's. */
export interface Converter {
	toLangChain(messages: Message[]): Promise<LangChainMessage[]>;
	fromLangChain(messages: LangChainMessage[]): Promise<Message[]>;
}

/** n8n shows the message of a failed sub-node, and not its description. */
const TOO_OLD =
	'Nex Memory needs n8n 2.16.0 or newer, and this n8n is older. Update n8n, or give the agent the node Nex Context as a tool instead.';

/**
 * n8n's SDK for AI nodes. It is asked for as late as this, because an n8n without it would otherwise load no node of the pack.
 *
 * @throws NodeOperationError if this n8n has no such SDK
 */
export async function loadSdk(context: ISupplyDataFunctions): Promise<Sdk> {
	try {
		return await import('@n8n/ai-node-sdk');
	} catch (error) {
		const isMissing = /MODULE_NOT_FOUND/.test(String((error as { code?: unknown }).code));
		throw new NodeOperationError(context.getNode(), isMissing ? TOO_OLD : (error as Error));
	}
}

const nothing = async () => {};

/** The SDK converts messages only inside a memory that it supplies, so this lends it one. */
function lend({ supplyMemory: supply }: Sdk, context: ISupplyDataFunctions, part: Partial<ChatHistory>): LangChainMemory['chatHistory'] {
	const chatHistory: ChatHistory = { getMessages: async () => [], addMessage: nothing, addMessages: nothing, clear: nothing, ...part };
	const memory: ChatMemory = { chatHistory, loadMessages: chatHistory.getMessages, saveTurn: nothing, clear: nothing };
	return (supply(context, memory).response as LangChainMemory).chatHistory;
}

/** Converts messages the way the SDK does. */
export function converter(sdk: Sdk, context: ISupplyDataFunctions): Converter {
	return {
		toLangChain: async (messages) => await lend(sdk, context, { getMessages: async () => messages }).getMessages(),
		fromLangChain: async (messages) => {
			const converted: Message[] = [];
			await lend(sdk, context, { addMessages: async (all) => void converted.push(...all) }).addMessages(messages);
			return converted;
		},
	};
}
