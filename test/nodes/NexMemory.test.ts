import type { ChatMemory, Message } from '@n8n/ai-node-sdk';
import type { INode, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NexMemory } from '../../nodes/NexMemory/NexMemory.node';
import type { LangChainMemory } from '../../nodes/NexMemory/sdk';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Misbehaviour } from '../nex-server/faults';
import { memoryContext } from '../support/host';
import { BLANKS, oddValues } from './odd-values';

// n8n's SDK wraps the memory in LangChain's form; here the memory itself is looked at, and LangChain's messages are the SDK's.
jest.mock('@n8n/ai-node-sdk', () => ({ supplyMemory: (_context: unknown, memory: ChatMemory) => ({ response: memory }) }), {
	virtual: true,
});

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
	const { id } = nex.state.records.create('company', { name: 'Pine Timber', domains: ['pine-timber.example'] });
	nex.addInsight({ content: 'Pine Timber moved to Porto.', entities: [{ id, name: 'Pine Timber', type: 'company' }] });
});
afterEach(async () => await nex.close());

const QUESTION = 'Where is Pine Timber now?';

interface Given {
	parameters?: Record<string, unknown>;
	items?: INodeExecutionData[];
	connected?: LangChainMemory;
	node?: Partial<INode>;
}

async function memoryOf({ parameters = {}, items = [{ json: { chatInput: QUESTION, sessionId: 's1' } }], connected, node }: Given = {}) {
	const { context, log } = memoryContext(new NexMemory(), { parameters, credential: nex.credential, items, node });
	context.getInputConnectionData = async () => connected;
	const { response } = await new NexMemory().supplyData.call(context);
	return { memory: response as ChatMemory, log };
}

const textsOf = (messages: Message[]) => messages.map(({ role, content }) => `${role}: ${content.map(({ text }) => text).join('')}`);
const said = () =>
	nex.requests.filter(({ path }) => path === '/v1/context/text').map(({ body }) => body as { content: string; context: string });
const asked = () => nex.requests.filter(({ path }) => path === '/v1/context/ask' || path === '/v1/search').length;

/** Waits until Nex was told so many texts, which happens behind the agent's back. */
async function told(count: number) {
	while (said().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
	return said();
}

const message = (role: Message['role'], ...content: Message['content']): Message => ({ role, content });
const text = (words: string) => ({ type: 'text', text: words });

describe('Recall', () => {
	test.each([
		['ask', 'queryContext', { answer: 'Pine Timber is in Porto.' }],
		['search', 'searchRecords', { results: { company: [{ id: '77', primary_value: 'Pine Timber is in Porto.' }] } }],
	])('takes the answer out of an envelope: %s', async (recall, operation, data) => {
		nex.faults.add({ operation, do: { status: 200, body: { success: true, data } } });
		const { memory } = await memoryOf({ parameters: { recall } });
		expect(textsOf(await memory.loadMessages()).join()).toContain('Pine Timber is in Porto.');
	});

	test.each(['ask', 'search', 'both'])(
		'gives the model what Nex knows, as one marked message of the user at the end: %s',
		async (recall) => {
			const question = recall === 'search' ? 'pine-timber.example' : QUESTION;
			const { memory, log } = await memoryOf({ parameters: { recall, question } });
			const [only, ...others] = textsOf(await memory.loadMessages());
			expect(others).toEqual([]);
			expect(only).toMatch(/^user: <nex-memory>\n[\s\S]+\n<\/nex-memory>$/);
			expect(only).toContain('Pine Timber');
			expect(log()).toEqual([{ action: 'recall', question, recalled: expect.stringContaining('Pine Timber') }]);
		},
	);

	const troubles: Array<[string, Misbehaviour, RegExp]> = [
		['is silent', 'hang', /did not answer within 1 s/],
		['is busy', { status: 429, headers: { 'retry-after': '30' } }, /too many requests/],
		[
			'refuses the key',
			{ status: 403, body: { code: 403, message: 'no scope' } },
			/lacks the scope "record\.read" or "insight\.stream": no scope/,
		],
		['fails', { status: 500, body: { code: 500, message: 'broken' } }, /HTTP 500/],
		['gives a page of HTML', 'html', /it is not JSON/],
		['gives half an answer', 'truncate', /could not be reached/],
		['gives another answer', { status: 200, body: [1, 2] }, /says nothing/],
		['gives an empty answer', { status: 200, body: { answer: ' ' } }, /says nothing/],
	];
	test.each(troubles)('lets the agent answer without, and says why in the log, if Nex %s', async (_case, fault, reason) => {
		nex.faults.add({ operation: 'queryContext', times: Number.POSITIVE_INFINITY, do: fault });
		// Long enough for the slowest machine, if there is an answer.
		const { memory, log } = await memoryOf({ parameters: { longestWait: fault === 'hang' ? 1 : 30 } });
		expect(await memory.loadMessages()).toEqual([]);
		expect(log()).toEqual([{ action: 'recall', question: QUESTION, recalled: '', reason: expect.stringMatching(reason) }]);
	});

	test('gives the half that came if the other failed, and says what is missing', async () => {
		nex.faults.add({ operation: 'queryContext', do: { status: 500 } });
		const { memory, log } = await memoryOf({ parameters: { recall: 'both', question: 'pine-timber.example' } });
		expect(textsOf(await memory.loadMessages())).toEqual([expect.stringContaining('Records found:\n- Pine Timber (company, ID ')]);
		expect(log()).toEqual([expect.objectContaining({ reason: expect.stringContaining('HTTP 500') })]);
	});

	test.each([
		['short', 'Thanks!', /fewer than 15 characters/],
		['empty', '', /"Question" is empty/],
	])('asks nothing for a question that is %s', async (_case, question, reason) => {
		const { memory, log } = await memoryOf({ parameters: { question } });
		expect(await memory.loadMessages()).toEqual([]);
		expect(asked()).toBe(0);
		expect(log()).toEqual([expect.objectContaining({ recalled: '', reason: expect.stringMatching(reason) })]);
	});

	test('asks nothing if the form says so', async () => {
		const { memory, log } = await memoryOf({ parameters: { recall: 'nothing' } });
		expect(await memory.loadMessages()).toEqual([]);
		expect([asked(), log()]).toEqual([0, []]);
	});

	test('gives no more characters than "At Most", without cutting a character in half', async () => {
		nex.faults.add({ operation: 'queryContext', do: { status: 200, body: { answer: '🌲'.repeat(500) } } });
		const { memory, log } = await memoryOf({ parameters: { atMost: 101 } });
		await memory.loadMessages();
		const [{ recalled }] = log() as [{ recalled: string }];
		expect(recalled.length).toBeLessThanOrEqual(101);
		expect(recalled).toMatch(/^🌲+ …$/u);
	});

	test('strikes marks inside what is recalled, so that nothing gets out of its place', async () => {
		nex.faults.add({ operation: 'queryContext', do: { status: 200, body: { answer: 'One </nex-memory> two' } } });
		const { memory } = await memoryOf();
		expect(textsOf(await memory.loadMessages())[0]?.match(/<\/nex-memory>/g)).toHaveLength(1);
	});

	test('asks once in a turn, however often an agent that calls tools loads its memory', async () => {
		const { memory } = await memoryOf();
		await memory.loadMessages();
		expect(textsOf(await memory.loadMessages())).toEqual([expect.stringContaining('Porto')]);
		expect(asked()).toBe(1);
	});

	test('gives none of several items what belongs to another', async () => {
		const items = ['Where is Pine Timber?', 'Where is Oak Timber?'].map((chatInput) => ({ json: { chatInput, sessionId: chatInput } }));
		const { memory, log } = await memoryOf({ items });
		expect(await memory.loadMessages()).toEqual([]);
		expect(log()).toEqual([expect.objectContaining({ reason: expect.stringContaining('Put Loop Over Items before the agent') })]);
		await memory.saveTurn('Pine Timber moved to Porto.', 'Noted.');
		expect(await told(1)).toEqual([expect.objectContaining({ context: 'Chat with an AI agent' })]);
		expect(await memory.chatHistory.getMessages()).toEqual([]);
	});

	test.each([
		['recall', 'Recall'],
		['remember', 'Remember'],
		['longestWait', 'Longest Wait (Seconds)'],
		['atMost', 'At Most (Characters)'],
		['options.contextWindowLength', 'Context Window Length'],
		['options.shortestQuestion', 'Shortest Question'],
	])(
		'takes a blank "%s" as the default, a number as text and a choice by its name, and refuses by its own name what is neither',
		async (path, label) => {
			const [outer = '', inner] = path.split('.');
			const field = new NexMemory().description.properties
				.flatMap((one) => [one, ...((one.options ?? []) as INodeProperties[])])
				.find(({ name }) => name === (inner ?? outer));
			if (!field) throw new Error(`there is no ${path}`);
			for (const [value, outcome] of [...BLANKS, ...(oddValues(field) ?? [])]) {
				const reading = memoryOf({ parameters: inner === undefined ? { [outer]: value } : { [outer]: { [inner]: value } } });
				if (outcome === 'refused') await expect(reading).rejects.toThrow(`"${label}" `);
				else await expect(reading).resolves.toBeDefined();
			}
		},
	);
});

describe('Remember', () => {
	const turn = async (parameters: Record<string, unknown>, user: string, assistant: string) => {
		const { memory, log } = await memoryOf({ parameters: { recall: 'nothing', ...parameters } });
		await memory.saveTurn(user, assistant);
		return log;
	};

	test('tells Nex the whole turn, who spoke and where', async () => {
		await turn({ user: 'Ada Holm' }, 'Pine Timber has a new CEO.', 'I see, who is it?');
		expect(await told(1)).toEqual([
			{
				content: 'Ada Holm: Pine Timber has a new CEO.\nAssistant: I see, who is it?',
				context: 'Chat with an AI agent, user Ada Holm, session s1',
			},
		]);
	});

	test('tells Nex only what the user says', async () => {
		await turn({ remember: 'user' }, 'Pine Timber has a new CEO.', 'I see, who is it?');
		expect((await told(1)).map(({ content }) => content)).toEqual(['User: Pine Timber has a new CEO.']);
	});

	test('tells Nex nothing if the form says so, and leaves out what says too little', async () => {
		await turn({ remember: 'nothing' }, 'Pine Timber has a new CEO.', 'I see, who is it?');
		const log = await turn({}, 'Thanks!', 'Bye.');
		expect(log()).toEqual([expect.objectContaining({ action: 'remember', remembered: false })]);
		await turn({}, 'Pine Timber has a new CEO.', 'Yes.');
		expect((await told(1)).map(({ content }) => content)).toEqual(['User: Pine Timber has a new CEO.\nAssistant: Yes.']);
	});

	test('remembers a turn in which tools were called, without the calls and what they gave', async () => {
		const { memory } = await memoryOf();
		await memory.chatHistory.addMessages([
			message('user', text('Please file that Pine Timber has a new CEO.')),
			message('assistant', text('Calling File'), { type: 'tool-call' }),
			message('tool', { type: 'tool-result', result: 'SECRET ROWS' }),
			message('assistant', text('It is filed under companies.')),
		]);
		expect((await told(1)).map(({ content }) => content)).toEqual([
			'User: Please file that Pine Timber has a new CEO.\nAssistant: It is filed under companies.',
		]);
	});

	test('never tells Nex again what came from it, marked or word for word', async () => {
		const { memory } = await memoryOf();
		const [block = ''] = textsOf(await memory.loadMessages());
		await memory.saveTurn(`${block} And thank you for the help!`, 'Pine Timber moved to Porto. I can book a flight for Tuesday.');
		expect((await told(1)).map(({ content }) => content)).toEqual([expect.not.stringMatching(/moved to Porto|nex-memory/)]);
		expect(said()[0]?.content).toMatch(/And thank you for the help![\s\S]*I can book a flight for Tuesday\.$/);
	});

	test('cuts a long turn to 50,000 characters, and keeps both sides', async () => {
		await turn({}, 'u'.repeat(60_000), 'a'.repeat(60_000));
		const content = String((await told(1))[0]?.content);
		expect(content.length).toBeLessThanOrEqual(50_000);
		expect(content).toMatch(/^User: u{20000,} …\nAssistant: a{20000,} …$/);
	});

	test('does not hold up the answer if Nex is silent', async () => {
		nex.faults.add({ operation: 'addContext', do: 'hang' });
		const log = await turn({}, 'Pine Timber has a new CEO.', 'I see.');
		expect(log()).toEqual([expect.objectContaining({ action: 'remember', remembered: 'on its way to Nex' })]);
	});

	test('says what could not be added, in this log and in that of the next turn', async () => {
		nex.faults.add({ operation: 'addContext', do: { status: 403, body: { code: 403, message: 'no' } } });
		const given = { parameters: { recall: 'nothing' }, node: { id: 'whose text is refused' } };
		const { memory, log } = await memoryOf(given);
		await memory.saveTurn('Pine Timber has a new CEO.', 'I see.');
		await told(1);
		while (log()[0]?.remembered !== false) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(log()[0]?.reason).toMatch(/lacks the scope "record\.write"/);
		const next = await memoryOf(given);
		await next.memory.loadMessages();
		expect(next.log()).toEqual([{ action: 'report', notRememberedEarlier: 1, reason: log()[0]?.reason }]);
	});
});

describe('The conversation', () => {
	const quiet = { recall: 'nothing', remember: 'nothing' };
	const inSession = async (sessionId: string | undefined, parameters: Record<string, unknown> = {}) =>
		(await memoryOf({ parameters: { ...quiet, ...parameters }, items: [{ json: { sessionId } }] })).memory;

	test('goes on in its session, and in no other', async () => {
		await (await inSession('a')).saveTurn('My name is Ada.', 'Hello Ada.');
		expect(textsOf(await (await inSession('a')).loadMessages())).toEqual(['user: My name is Ada.', 'assistant: Hello Ada.']);
		expect(await (await inSession('b')).loadMessages()).toEqual([]);
	});

	test('is not kept if nobody can tell whose it is', async () => {
		await (await inSession(undefined)).saveTurn('My name is Ada.', 'Hello Ada.');
		expect(await (await inSession(undefined)).loadMessages()).toEqual([]);
	});

	test('keeps its last turns whole, with the tools that were called', async () => {
		const memory = await inSession('long', { options: { contextWindowLength: 2 } });
		await memory.saveTurn('One', '1');
		const withTool = [
			message('user', text('Two')),
			message('assistant', { type: 'tool-call' }),
			message('tool', { type: 'tool-result', result: 'x' }),
			message('assistant', text('2')),
		];
		await memory.chatHistory.addMessages(withTool);
		await memory.saveTurn('Three', '3');
		expect((await memory.loadMessages()).slice(0, 4)).toEqual(withTool);
		expect(textsOf(await memory.loadMessages()).at(-1)).toBe('assistant: 3');
		await memory.clear();
		expect(await memory.loadMessages()).toEqual([]);
	});

	test('stays in the memory that is connected, without what was recalled', async () => {
		const kept: object[] = [message('user', text('Hello'))];
		const connected: LangChainMemory = {
			loadMemoryVariables: async () => ({ chat_history: kept }),
			saveContext: async ({ input }, { output }) => void kept.push(message('user', text(input)), message('assistant', text(output))),
			chatHistory: {
				getMessages: async () => kept,
				addMessages: async (messages) => void kept.push(...messages),
				clear: async () => void kept.splice(0),
			},
		};
		const { memory } = await memoryOf({ connected, parameters: { remember: 'nothing' } });
		expect(textsOf(await memory.loadMessages())).toEqual(['user: Hello', expect.stringContaining('<nex-memory>')]);
		await memory.saveTurn('One', '1');
		await memory.chatHistory.addMessages([message('user', text('Two')), message('assistant', text('2'))]);
		expect(textsOf(kept as Message[])).toEqual(['user: Hello', 'user: One', 'assistant: 1', 'user: Two', 'assistant: 2']);
		await memory.clear();
		expect(kept).toEqual([]);
	});
});
