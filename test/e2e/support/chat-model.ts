import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message of the conversation, as OpenAI's chat completions API has it. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | Array<{ type: string; text?: string }> | null;
	tool_call_id?: string;
	tool_calls?: Array<{ id: string; function: { name: string; arguments: string } }>;
}

/** A tool that the model is offered. */
interface ChatTool {
	name: string;
	description: string;
	parameters: { properties: Record<string, { type: string; description?: string }>; required?: string[] };
}

/** What the model sees: the tools, and what each call so far has given, by the tool's name. */
export interface Conversation {
	messages: ChatMessage[];
	/** What the user said last. */
	question: string;
	tools: ChatTool[];
	results: Array<{ tool: string; text: string }>;
}

/** What the model does next: call tools, or answer. */
export type Turn = { call: Array<{ tool: string; arguments: Record<string, unknown> }> } | { answer: string };

export type Script = (conversation: Conversation) => Turn;

/** A chat model on loopback that speaks OpenAI's wire format and follows a script. */
export interface ChatModel {
	/** For the credential's Base URL. */
	url: string;
	conversations: Conversation[];
	close(): Promise<void>;
}

interface ChatRequest {
	messages: ChatMessage[];
	tools?: Array<{ function: ChatTool }>;
}

/** What a message says. */
export const textOf = ({ content }: ChatMessage): string =>
	Array.isArray(content) ? content.map(({ text = '' }) => text).join('') : (content ?? '');

function readConversation({ messages, tools = [] }: ChatRequest): Conversation {
	const calls = new Map(messages.flatMap(({ tool_calls: toolCalls = [] }) => toolCalls.map((call) => [call.id, call.function.name])));
	return {
		messages,
		question:
			messages
				.filter(({ role }) => role === 'user')
				.map(textOf)
				.at(-1) ?? '',
		tools: tools.map(({ function: tool }) => tool),
		results: messages
			.filter(({ role }) => role === 'tool')
			.map((message) => ({ tool: calls.get(message.tool_call_id ?? '') ?? '', text: textOf(message) })),
	};
}

async function bodyOf(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
}

function completion(turn: Turn, number: number) {
	const isAnswer = 'answer' in turn;
	const message = isAnswer
		? { role: 'assistant', content: turn.answer }
		: {
				role: 'assistant',
				content: null,
				tool_calls: turn.call.map(({ tool, arguments: values }, i) => ({
					id: `call_${number}_${i}`,
					type: 'function',
					function: { name: tool, arguments: JSON.stringify(values) },
				})),
			};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: isAnswer ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** Starts a chat model that does at every turn what `script` says. `close()` it when done. */
export async function startChatModel(script: Script): Promise<ChatModel> {
	const conversations: Conversation[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return response.writeHead(404).end();
			const conversation = readConversation(await bodyOf(request));
			conversations.push(conversation);
			const turn = script(conversation);
			return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion(turn, conversations.length)));
		})().catch((error: unknown) =>
			response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: String(error) } })),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		conversations,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
