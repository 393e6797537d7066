/** What this pack uses of n8n's SDK for AI nodes. n8n brings the SDK; to install it for its types would bring all of LangChain. */
declare module '@n8n/ai-node-sdk' {
	import type { ISupplyDataFunctions, SupplyData } from 'n8n-workflow';

	export interface Content {
		type: string;
		text?: string;
		result?: unknown;
	}

	export interface Message {
		role: 'system' | 'user' | 'assistant' | 'tool';
		content: Content[];
		name?: string;
		id?: string;
	}

	export interface ChatHistory {
		getMessages(): Promise<Message[]>;
		addMessage(message: Message): Promise<void>;
		addMessages(messages: Message[]): Promise<void>;
		clear(): Promise<void>;
	}

	export interface ChatMemory {
		loadMessages(): Promise<Message[]>;
		saveTurn(input: string, output: string): Promise<void>;
		clear(): Promise<void>;
		readonly chatHistory: ChatHistory;
	}

	export function supplyMemory(context: ISupplyDataFunctions, memory: ChatMemory): SupplyData;
}
