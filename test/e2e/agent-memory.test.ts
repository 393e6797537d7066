import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { failureOf, itemsOf, until, type Execution } from '../../scripts/n8n/client';
import { startChatModel, textOf, type ChatModel, type Conversation, type Turn } from './support/chat-model';
import { SCOPES } from '../nex-server';
import type { Misbehaviour } from '../nex-server/faults';
import { Host } from './support/host';
import { agentVersions, hasMemorySdk } from './support/version';

const [START, SAID, AGENT, MODEL, MEMORY, CONVERSATION, TOOL] = ['Start', 'Said', 'Agent', 'Model', 'Nex Memory', 'Simple Memory', 'Find'];

/** The mark that what was recalled stands in. */
const MARK = /<nex-memory>\n([\s\S]*)\n<\/nex-memory>/;

let host: Host;
let model: ChatModel;
let script: (conversation: Conversation) => Turn;

/** Anthropic and Gemini refuse a system message anywhere but at the start. */
function isStrict({ messages }: Conversation): void {
	const later = messages.findIndex(({ role }, index) => role === 'system' && index > 0);
	if (later > 0) throw new Error(`message ${later} is a system message`);
}

beforeAll(async () => {
	host = await Host.start();
	model = await startChatModel((conversation) => {
		isStrict(conversation);
		return script(conversation);
	});
});

afterAll(async () => {
	await model?.close();
	await host?.stop();
});

beforeEach(() => {
	model.conversations.length = 0;
	host.nex.faults.clear();
	host.nex.requests.length = 0;
	script = ({ messages }) => ({ answer: recalledIn(messages) ?? 'I know nothing about that.' });
});

/** What the model was given as recalled in a conversation, without the lead. */
function recalledIn(messages: Conversation['messages']): string | undefined {
	const found = messages.map(textOf).flatMap((text) => MARK.exec(text)?.[1] ?? []);
	return found.at(-1)?.split('\n\n').slice(1).join('\n\n');
}

const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
});

interface Chat {
	version?: number;
	memory?: INodeParameters;
	/** Whether n8n's Simple Memory keeps the conversation. */
	connected?: boolean;
	/** Whether the agent has a tool. */
	tool?: boolean;
}

/** A chat that goes through one workflow: each `say` is one execution. */
async function chat({ version = Math.max(...agentVersions), memory = {}, connected = false, tool = false }: Chat = {}) {
	const openAiApi = await host.client.saveCredential('Scripted model', 'openAiApi', { apiKey: 'sk-scripted', url: model.url });
	// A key of its own, because Nex takes only so many texts a minute of each.
	const credential = { ...host.nex.credential, apiKey: host.nex.addKey(SCOPES) };
	const nexApi = await host.client.saveCredential(`Nex ${randomUUID()}`, 'nexApi', credential);
	const parts: INode[] = [
		{
			...node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} }),
			credentials: { openAiApi },
		},
		{ ...node(MEMORY, '', 1, { ...memory, user: '={{ $json.user }}' }), ...host.kind('nexMemory'), credentials: { nexApi } },
	];
	const link = (from: string, to: string, type: 'main' | 'ai_memory' | 'ai_tool' | 'ai_languageModel') => ({
		[from]: { [type]: [[{ node: to, type, index: 0 }]] },
	});
	if (connected)
		parts.push(
			node(CONVERSATION, '@n8n/n8n-nodes-langchain.memoryBufferWindow', 1.3, {
				sessionIdType: 'customKey',
				sessionKey: '={{ $json.sessionId }}',
			}),
		);
	if (tool) parts.push({ ...node(TOOL, '', 1, { operation: 'search', query: "={{ $fromAI('query') }}" }), ...host.kind('nexSearchTool') });
	let id: string | undefined;
	const workflow = (said: IDataObject) => ({
		name: 'Chat',
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			node(SAID, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(said) }),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', version, { promptType: 'define', text: '={{ $json.chatInput }}', options: {} }),
			...parts,
		],
		connections: {
			...link(START, SAID, 'main'),
			...link(SAID, AGENT, 'main'),
			...link(MODEL, AGENT, 'ai_languageModel'),
			...link(MEMORY, AGENT, 'ai_memory'),
			...(connected && link(CONVERSATION, MEMORY, 'ai_memory')),
			...(tool && link(TOOL, AGENT, 'ai_tool')),
		},
		settings: { executionOrder: 'v1' as const },
	});
	return async (chatInput: string, sessionId = 'one'): Promise<Execution> => {
		const draft = workflow({ chatInput, sessionId, user: 'Ada Holm' });
		if (id === undefined) ({ id } = await host.client.createWorkflow(draft));
		else await host.client.request('PATCH', `/workflows/${id}?forceSave=true`, draft);
		return await host.client.finishedExecution(await host.client.runWorkflow(id, START));
	};
}

function answerOf(execution: Execution): string {
	expect(failureOf(execution)).toBe('');
	return String(itemsOf(execution, AGENT)[0]?.output);
}

/** What Nex Memory wrote into an execution's log. */
const logOf = ({ data }: Execution): IDataObject[] =>
	(data.resultData.runData[MEMORY] ?? []).flatMap((run) => (run.data?.ai_memory?.[0] ?? []).map(({ json }) => json));

const texts = () =>
	host.nex.requests
		.filter(({ path, status }) => path.endsWith('/context/text') && status === 200)
		.map(({ body }) => body as { content: string; context: string });

const added = async (count: number) => await until(`${count} texts in Nex`, async () => (texts().length >= count ? texts() : undefined));

const insightAbout = (name: string, content: string) => {
	const found = host.nex.state.records.store.ofType('company').find(({ attributes }) => attributes.name === name);
	host.nex.addInsight({ content, entities: [{ id: found?.id ?? '', name, type: 'company' }] });
};

const described = hasMemorySdk ? describe : describe.skip;

const quiet = { remember: 'nothing' };

/** The questions that Nex was asked. */
const asked = () => host.nex.requests.filter(({ path }) => path.endsWith('/context/ask')).length;

described.each(agentVersions)('An AI agent of version %s with Nex Memory', (version) => {
	it('answers from what only Nex knows', async () => {
		insightAbout('Oak Timber', `Oak Timber moved to Porto ${version}.`);
		const say = await chat({ version, memory: quiet });
		expect(answerOf(await say('Where is Oak Timber now?'))).toContain(`Oak Timber moved to Porto ${version}.`);
	});

	it('recalls in one session what it was told in another, once Nex has read it', async () => {
		const news = `Oak Timber hired Jonas Kask ${version} as its head of sales.`;
		expect(answerOf(await (await chat({ version }))(news, 'first'))).not.toBe('');
		const [{ content, context } = { content: '', context: '' }] = await added(1);
		expect(content).toContain(`Ada Holm: ${news}`);
		expect(context).toBe('Chat with an AI agent, user Ada Holm, session first');
		await until(
			'Nex has not read the text',
			async () => host.nex.state.insights.store.newest(20).some((one) => one.content.includes(news)) || undefined,
		);
		expect(answerOf(await (await chat({ version, memory: quiet }))('Who leads sales at Oak Timber?', 'second'))).toContain(news);
	});

	it('calls a tool in between, asks Nex once, and remembers the turn', async () => {
		script = ({ results }) =>
			results.length === 0
				? { call: [{ tool: TOOL, arguments: { query: 'Oak Timber' } }] }
				: { answer: `I have looked up the record for ${version} and noted the move.` };
		const say = await chat({ version, tool: true });
		expect(answerOf(await say('Note that Oak Timber moves its office to Graz.'))).toBe(
			`I have looked up the record for ${version} and noted the move.`,
		);
		expect((await added(1)).map(({ content }) => content)).toEqual([
			`Ada Holm: Note that Oak Timber moves its office to Graz.\nAssistant: I have looked up the record for ${version} and noted the move.`,
		]);
		expect(asked()).toBe(1);
		expect(model.conversations).toHaveLength(2);
	});

	it.each([false, true])(
		'goes on with the conversation, without what was recalled before; another memory connected: %s',
		async (connected) => {
			const say = await chat({ version, connected, memory: quiet, tool: true });
			script = () => ({ answer: 'Hello Ada, I will look.' });
			await say('My name is Ada, and I like Oak Timber.');
			script = ({ messages }) =>
				messages.at(-1)?.role === 'tool' ? { answer: 'Found it for you.' } : { call: [{ tool: TOOL, arguments: { query: 'Oak Timber' } }] };
			answerOf(await say('Please look up Oak Timber for me.'));
			script = () => ({ answer: 'Done.' });
			answerOf(await say('What do we know about Oak Timber?'));
			const last = model.conversations.at(-1)?.messages ?? [];
			const spoken = last.filter(({ role }) => role !== 'system').map((one) => `${one.role}: ${textOf(one)}`);
			expect(spoken.filter((one) => MARK.test(one))).toHaveLength(1);
			expect(spoken.at(-2)).toMatch(MARK);
			expect(spoken[0]).toBe('user: My name is Ada, and I like Oak Timber.');
			expect(spoken[1]).toBe('assistant: Hello Ada, I will look.');
			expect(spoken).toContain('assistant: Found it for you.');
			expect(spoken.at(-1)).toBe('user: What do we know about Oak Timber?');
		},
	);

	const troubles: Array<[string, Misbehaviour, RegExp]> = [
		['is silent', 'hang', /did not answer within 1 s/],
		['is busy', { status: 429, headers: { 'retry-after': '60' } }, /too many requests/],
		['refuses the key', { status: 403, body: { code: 403, message: 'no scope' } }, /lacks the scope/],
		['fails', { status: 500, body: { code: 500, message: 'broken' } }, /broken/],
		['gives garbage', 'html', /it is not JSON/],
	];
	it.each(troubles)('answers in its time if Nex %s, and says in its log why it recalled nothing', async (_case, trouble, reason) => {
		host.nex.faults.add({ operation: 'queryContext', times: Number.POSITIVE_INFINITY, do: trouble });
		const say = await chat({ version, memory: { ...quiet, longestWait: 1 } });
		const execution = await say('Where is Oak Timber now?');
		expect(answerOf(execution)).toBe('I know nothing about that.');
		expect(logOf(execution)).toContainEqual({
			action: 'recall',
			question: 'Where is Oak Timber now?',
			recalled: '',
			reason: expect.stringMatching(reason),
		});
	});
});

described('An AI agent with Nex Memory', () => {
	it('answers without waiting for a Nex that is silent when it is told something', async () => {
		const say = await chat({ memory: { recall: 'nothing' } });
		host.nex.faults.add({ operation: 'addContext', do: 'hang' });
		expect(logOf(await say('Oak Timber is closed on Monday.'))).toContainEqual(
			expect.objectContaining({ action: 'remember', remembered: 'on its way to Nex' }),
		);
	});

	it('tells Nex nothing again that came from it, over 20 turns in which the model repeats all that it is given', async () => {
		const fact = 'Oak Timber plans to open a second sawmill in Tartu.';
		host.nex.faults.add({ operation: 'queryContext', times: Number.POSITIVE_INFINITY, do: { status: 200, body: { answer: fact } } });
		const say = await chat();
		for (let turn = 1; turn <= 20; turn++) {
			const answer = answerOf(await say(`Question ${turn}: what does Oak Timber plan next?`));
			expect(answer).toContain(fact);
		}
		const all = await until('20 texts in Nex', async () => (texts().length >= 20 ? texts() : undefined), 180_000);
		expect(all.filter(({ content }) => content.includes(fact))).toEqual([]);
		for (let turn = 1; turn <= 20; turn++) expect(all.filter(({ content }) => content.includes(`Question ${turn}:`))).toHaveLength(1);
	}, 300_000);
});

const onOld = hasMemorySdk ? describe.skip : describe;

onOld('On an n8n without the SDK for AI nodes', () => {
	it('Nex Memory says which n8n it needs', async () => {
		const execution = await (await chat())('Where is Oak Timber now?');
		expect(failureOf(execution)).toContain('Nex Memory needs n8n 2.16.0 or newer');
	});
});
