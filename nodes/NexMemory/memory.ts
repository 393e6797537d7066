import type { ChatMemory, Message } from '@n8n/ai-node-sdk';
import type { ISupplyDataFunctions } from 'n8n-workflow';
import { keepNewest } from '../shared/keepNewest';
import { asBlock } from './block';
import type { Conversation } from './conversation';
import { textMessage } from './conversation';
import { entry, tellMissed } from './journal';
import type { Recalled, RecallSettings } from './recall';
import { recall } from './recall';
import type { RememberSettings, Turn } from './remember';
import { remember, textOf, turnIn } from './remember';

/** What the memory of one execution works with. */
export interface MemoryParts {
	conversation: Conversation;
	/** The question to recall for, or why there is none. */
	question: { text: string } | { problem: string };
	recall: RecallSettings;
	remember: RememberSettings;
}

/** An agent that calls a tool loads its memory again: what was recalled for a turn that goes on, the oldest first. */
const going = new Map<string, Promise<Recalled>>();
const MOST_GOING = 500;

async function recallLogged(context: ISupplyDataFunctions, question: string, settings: RecallSettings): Promise<Recalled> {
	const report = entry(context, { action: 'recall', question });
	const recalled = await recall(context, question, settings);
	const { text, problems } = recalled;
	report({ recalled: text, ...(problems.length > 0 && { reason: problems.join(' ') }) });
	if (problems.length > 0) context.logger.debug(`Nex Memory "${context.getNode().name}" recalled less: ${problems.join(' ')}`);
	return recalled;
}

const turnKey = (context: ISupplyDataFunctions, question: string) =>
	JSON.stringify([context.getExecutionId(), context.getWorkflow().id, context.getNode().id, question]);

/** Recalls once for each turn. */
async function recallOnce(context: ISupplyDataFunctions, { question, recall: settings }: MemoryParts): Promise<string> {
	if (settings.sources.length === 0) return '';
	if ('problem' in question) {
		entry(context, { action: 'recall' })({ recalled: '', reason: question.problem });
		return '';
	}
	const key = turnKey(context, question.text);
	const recalling = going.get(key) ?? recallLogged(context, question.text, settings);
	going.set(key, recalling);
	keepNewest(going, MOST_GOING);
	return (await recalling).text;
}

/** The memory that an agent is given: the conversation, and before its end what Nex knows about the question. */
export function nexMemory(context: ISupplyDataFunctions, parts: MemoryParts): ChatMemory {
	const { conversation } = parts;
	let known: string[] = [];
	const rememberTurn = (turn: Turn) => {
		if ('text' in parts.question) going.delete(turnKey(context, parts.question.text));
		remember(context, turn, parts.remember, known);
	};
	const addMessages = async (messages: Message[]) => {
		const turn = turnIn(messages);
		if (turn.assistant !== '') rememberTurn(turn);
		await conversation.add(messages);
	};
	return {
		loadMessages: async () => {
			tellMissed(context);
			const [history, recalled] = await Promise.all([conversation.load(), recallOnce(context, parts)]);
			known = [recalled, ...history.filter(({ role }) => role === 'assistant').map(textOf)];
			// Anthropic and Gemini take a system message only at the start.
			return recalled === '' ? history : [...history, textMessage('user', asBlock(recalled))];
		},
		saveTurn: async (input, output) => {
			rememberTurn({ user: input, assistant: output });
			await conversation.addTurn(input, output);
		},
		clear: async () => await conversation.clear(),
		chatHistory: {
			getMessages: async () => await conversation.load(),
			addMessage: async (message) => await conversation.add([message]),
			addMessages,
			clear: async () => await conversation.clear(),
		},
	};
}
