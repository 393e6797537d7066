import type { Message } from '@n8n/ai-node-sdk';
import type { Converter, LangChainMemory } from './sdk';

/** Where the conversation itself is kept, since Nex keeps no transcripts. */
export interface Conversation {
	load(): Promise<Message[]>;
	add(messages: Message[]): Promise<void>;
	addTurn(input: string, output: string): Promise<void>;
	clear(): Promise<void>;
}

/** A message of one text. */
export const textMessage = (role: 'user' | 'assistant', text: string): Message => ({ role, content: [{ type: 'text', text }] });

const HOUR = 60 * 60_000;
const MOST_SESSIONS = 1_000;

const sessions = new Map<string, { messages: Message[]; used: number }>();

/** The last turns, each whole: a tool's answer without its call would be refused by models. */
function lastTurns(messages: Message[], turns: number): Message[] {
	const starts = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
	const first = starts.at(-Math.max(1, turns));
	return turns < 1 ? [] : messages.slice(starts.length > turns ? first : 0);
}

/** Drops what nobody has used for an hour, and the oldest if there are too many. */
function tidy(now: number): void {
	for (const [key, { used }] of sessions) if (now - used > HOUR || sessions.size > MOST_SESSIONS) sessions.delete(key);
}

/** Keeps the last turns of a session in this process. */
export function keptTurns(key: string, turns: number): Conversation {
	const load = async () => sessions.get(key)?.messages ?? [];
	const add = async (messages: Message[]) => {
		const now = performance.now();
		const kept = lastTurns([...(await load()), ...messages], turns);
		sessions.delete(key);
		sessions.set(key, { messages: kept, used: now });
		tidy(now);
	};
	return {
		load,
		add,
		addTurn: async (input, output) => await add([textMessage('user', input), textMessage('assistant', output)]),
		clear: async () => void sessions.delete(key),
	};
}

/** Keeps nothing, for nobody can tell whose conversation it is. */
export const keptNowhere: Conversation = {
	load: async () => [],
	add: async () => {},
	addTurn: async () => {},
	clear: async () => {},
};

/** Keeps the conversation in the memory that is connected. */
export function keptIn(memory: LangChainMemory, { fromLangChain, toLangChain }: Converter): Conversation {
	return {
		load: async () => {
			const { chat_history: history } = await memory.loadMemoryVariables({});
			return Array.isArray(history) ? await fromLangChain(history as object[]) : [];
		},
		add: async (messages) => await memory.chatHistory.addMessages(await toLangChain(messages)),
		addTurn: async (input, output) => await memory.saveContext({ input }, { output }),
		clear: async () => await memory.chatHistory.clear(),
	};
}
