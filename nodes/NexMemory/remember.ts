import type { Message } from '@n8n/ai-node-sdk';
import type { ISupplyDataFunctions } from 'n8n-workflow';
import { readCredential } from '../shared/transport/credential';
import { ADDING_CONTEXT } from '../shared/transport/pressureOfKey';
import { nexRequest } from '../shared/transport/request';
import { withoutBlocks, withoutEchoes } from './block';
import { cutText } from './cut';
import { entry, noteMissed, wordsOf } from './journal';
import { paced } from './pacing';

/** What of a turn Nex is to learn from. */
export type What = 'everything' | 'user' | 'nothing';

/** What to remember, and how Nex is told whose turn it was. */
export interface RememberSettings {
	what: What;
	session: string;
	user: string;
}

/** What was said in one turn. */
export interface Turn {
	user: string;
	assistant: string;
}

/** Texts with fewer characters say too little to learn from (docs/api.md#rate-limits). */
const SHORTEST_TEXT = 20;
const LONGEST_TEXT = 50_000;
const TIMEOUT = 60_000;

/** What a message says, without what it calls or what was called. */
export const textOf = ({ content }: Message): string =>
	content.flatMap(({ type, text }) => (type === 'text' && text ? [text] : [])).join('\n');

/** The turn in messages that an agent saves after it has called tools: without the calls and what they gave. */
export function turnIn(messages: readonly Message[]): Turn {
	const said = (wanted: Message['role']) =>
		messages
			.filter(({ role, content }) => role === wanted && !content.some(({ type }) => type === 'tool-call'))
			.map(textOf)
			.join('\n');
	return { user: said('user'), assistant: said('assistant') };
}

/** What Nex is to learn from a turn; undefined if that is too little. `known` is what it need not be told again. */
function textFor(turn: Turn, { what, user }: RememberSettings, known: readonly string[]): string | undefined {
	const said = withoutBlocks(turn.user);
	const answered = what === 'everything' ? withoutEchoes(withoutBlocks(turn.assistant), known) : '';
	if (what === 'nothing' || said.length + answered.length < SHORTEST_TEXT) return undefined;
	const half = LONGEST_TEXT / 2;
	// What the answer leaves free is the user's, so that neither pushes the other out.
	const lines = [
		said && `${user || 'User'}: ${cutText(said, LONGEST_TEXT - Math.min(answered.length, half))}`,
		answered && `Assistant: ${cutText(answered, LONGEST_TEXT - Math.min(said.length, half))}`,
	];
	return cutText(lines.filter(Boolean).join('\n'), LONGEST_TEXT);
}

const contextOf = ({ user, session }: RememberSettings): string =>
	['Chat with an AI agent', user && `user ${user}`, session && `session ${session}`].filter(Boolean).join(', ');

async function add(context: ISupplyDataFunctions, content: string, settings: RememberSettings): Promise<unknown> {
	const credential = await readCredential(context);
	let body: unknown;
	await paced(JSON.stringify([credential.baseUrl, credential.apiKey]), async () => {
		const answer = await nexRequest(context, {
			method: 'POST',
			path: '/v1/context/text',
			scopes: ['record.write', 'insight.stream'],
			body: { content, context: contextOf(settings) },
			concurrencyLimit: ADDING_CONTEXT,
			timeout: TIMEOUT,
			credential,
		});
		body = answer.body;
	});
	return body;
}

/** Adds to Nex what was said in a turn, in the background. What cannot be added is said in the log. */
export function remember(context: ISupplyDataFunctions, turn: Turn, settings: RememberSettings, known: readonly string[]): void {
	if (settings.what === 'nothing') return;
	const text = textFor(turn, settings, known);
	if (text === undefined) {
		entry(context, { action: 'remember' })({ remembered: false, reason: 'Too little was said that Nex does not know' });
		return;
	}
	const report = entry(context, { action: 'remember', text });
	report({ remembered: 'on its way to Nex' });
	add(context, text, settings).then(
		(body) => report({ remembered: true, ...(body as object | undefined) }),
		(error: unknown) => {
			const reason = wordsOf(error);
			report({ remembered: false, reason });
			noteMissed(context, reason);
		},
	);
}
