import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import { addText } from '../../nodes/NexContext/operations/addText';
import { ask as askOperation } from '../../nodes/NexContext/operations/ask';
import { descriptionForModels } from '../../nodes/shared/tool/description';
import type { BuiltOperation } from '../../nodes/shared/operation/operation';
import { failureOf, itemsOf } from '../../scripts/n8n/client';
import { startChatModel, type ChatModel, type Conversation, type Turn } from './support/chat-model';
import { byId, Host } from './support/host';
import { agentVersions, resolvesToolDescriptions } from './support/version';

let host: Host;
let model: ChatModel;

/** Looks the company up, reads its record, asks Nex about it, and answers with what each tool gave. */
function script({ results }: Conversation): Turn {
	const [hits, record, answer] = results;
	if (!hits) return { call: [{ tool: 'Search_Nex', arguments: { query: 'oak-timber.example' } }] };
	const [hit] = JSON.parse(hits.text) as Array<{ id: string; primary_value: string }>;
	if (!hit) return { answer: 'Nex knows no such company.' };
	if (!record) return { call: [{ tool: 'Read_a_record', arguments: { record_id: hit.id } }] };
	if (!answer) return { call: [{ tool: 'Ask_Nex', arguments: { question: `What is new about ${hit.primary_value}?` } }] };
	const [{ employees }] = JSON.parse(record.text) as [{ employees: number }];
	const [{ answer: news }] = JSON.parse(answer.text) as [{ answer: string }];
	return { answer: `${hit.primary_value} has ${employees} employees. ${news}` };
}

beforeAll(async () => {
	host = await Host.start();
	model = await startChatModel(script);
});

afterAll(async () => {
	await model?.close();
	await host?.stop();
});

beforeEach(() => {
	model.conversations.length = 0;
});

/** What a model reads where nobody has written a description. */
const automatic = ({ definition }: BuiltOperation, node: string) =>
	resolvesToolDescriptions ? descriptionForModels(definition) : `${definition.action} in ${node}`;

const START = 'Start';
const AGENT = 'Agent';
const MODEL = 'Model';

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	position: [number, number] = [0, 0],
): INode => ({ id: randomUUID(), name, type, typeVersion, position, parameters });

const tool = (name: string, kind: string, parameters: INodeParameters): INode => ({
	...node(name, '', 1, parameters),
	...host.kind(`${kind}Tool`),
});

const tools = (): INode[] => [
	tool('Search Nex', 'nexSearch', {
		descriptionType: 'manual',
		toolDescription: 'Finds people and companies by a text in them',
		operation: 'search',
		query: "={{ $fromAI('query', 'What to look for', 'string') }}",
		returnAll: false,
		limit: 5,
	}),
	tool('Read a record', 'nexRecord', {
		descriptionType: 'manual',
		toolDescription: 'Reads one record',
		operation: 'get',
		recordId: byId("={{ $fromAI('record_id', 'ID of the record', 'string') }}"),
		simplify: true,
	}),
	tool('Ask Nex', 'nexContext', {
		operation: 'ask',
		query: "={{ $fromAI('question', 'A whole question', 'string') }}",
		additionalFields: {},
	}),
	tool('Remember', 'nexContext', {
		operation: 'addText',
		content: "={{ $fromAI('text', 'What to remember', 'string') }}",
		additionalFields: {},
	}),
];

async function ask(question: string, agentVersion: number) {
	const openAiApi = await host.client.saveCredential('Scripted model', 'openAiApi', { apiKey: 'sk-scripted', url: model.url });
	const nexTools = tools();
	const { id } = await host.client.createWorkflow({
		name: 'Agent',
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', agentVersion, { promptType: 'define', text: question, options: {} }, [220, 0]),
			{
				...node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} }),
				credentials: { openAiApi },
			},
			...nexTools,
		],
		connections: {
			[START]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			[MODEL]: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			...Object.fromEntries(nexTools.map(({ name }) => [name, { ai_tool: [[{ node: AGENT, type: 'ai_tool' as const, index: 0 }]] }])),
		},
		settings: { executionOrder: 'v1' },
	});
	const execution = await host.client.finishedExecution(await host.client.runWorkflow(id, START));
	expect(failureOf(execution)).toBe('');
	return String(itemsOf(execution, AGENT)[0]?.output);
}

// Up to version 2 the agent calls its tools itself, from version 3 on n8n runs them as it runs any node.
describe.each(agentVersions)('An AI agent of version %s', (version) => {
	it('answers from Nex, with search, record and context as its tools', async () => {
		const oak = host.nex.state.records.store.ofType('company').find(({ attributes }) => attributes.name === 'Oak Timber');
		host.nex.addInsight({
			content: `Oak Timber wants ${version} years`,
			entities: [{ id: oak?.id ?? '', name: 'Oak Timber', type: 'company' }],
		});
		const answer = await ask('How large is Oak Timber, and what is new there?', version);
		expect(answer).toMatch(
			new RegExp(`^Oak Timber has ${String(oak?.attributes.employees)} employees\\. .*Oak Timber wants ${version} years`),
		);
	});

	it('is told what each tool does and takes, by its operation where nobody has written a description', async () => {
		await ask('How large is Oak Timber?', version);
		const offered = Object.fromEntries(
			(model.conversations[0]?.tools ?? []).map(({ name, description, parameters }) => [
				name,
				{ description, takes: Object.keys(parameters.properties) },
			]),
		);
		expect(offered).toEqual({
			Search_Nex: { description: 'Finds people and companies by a text in them', takes: ['query'] },
			Read_a_record: { description: 'Reads one record', takes: ['record_id'] },
			Ask_Nex: { description: automatic(askOperation, 'Nex Context'), takes: ['question'] },
			Remember: { description: automatic(addText, 'Nex Context'), takes: ['text'] },
		});
	});
});
