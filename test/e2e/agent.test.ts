import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import { addText } from '../../nodes/NexContext/operations/addText';
import { ask as askOperation } from '../../nodes/NexContext/operations/ask';
import { getMany as getManyRecords } from '../../nodes/NexRecord/operations/getMany';
import { create as createTask } from '../../nodes/NexTask/operations/create';
import { descriptionForModels } from '../../nodes/shared/tool/description';
import type { BuiltOperation } from '../../nodes/shared/operation/operation';
import { failureOf, itemsOf } from '../../scripts/n8n/client';
import { startChatModel, type ChatModel, type Conversation, type Turn } from './support/chat-model';
import { byId, Host } from './support/host';
import { agentVersions, resolvesToolDescriptions } from './support/version';

let host: Host;
let model: ChatModel;

/** What a model does that knows no ID, fills every argument, and asks for more than fits. */
const CLUMSY = 'Be clumsy';

function clumsy({ results }: Conversation): Turn {
	const calls = [
		{ tool: 'Read_a_record', arguments: { record_id: '40119999999999999' } },
		{ tool: 'Make_a_task', arguments: { title: 'Call Oak Timber', description: 'null', priority: 'HIGH', due: '', records: 'N/A' } },
		{ tool: 'Read_all_people', arguments: { limit: 50 } },
	];
	const next = calls[results.length];
	return next ? { call: [next] } : { answer: 'Done' };
}

/** Looks the company up, reads its record, asks Nex about it, and answers with what each tool gave. */
function script(conversation: Conversation): Turn {
	const { question, results } = conversation;
	if (question === CLUMSY) return clumsy(conversation);
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

/** What a model reads if nobody has written a description. */
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
	tool('Make a task', 'nexTask', {
		operation: 'create',
		title: "={{ $fromAI('title', '', 'string') }}",
		additionalFields: {
			description: "={{ $fromAI('description', '', 'string') }}",
			priority: "={{ $fromAI('priority', '', 'string') }}",
			dueDate: "={{ $fromAI('due', '', 'string') }}",
			recordIds: "={{ $fromAI('records', '', 'string') }}",
		},
	}),
	tool('Read all people', 'nexRecord', {
		operation: 'getMany',
		objectType: byId('person'),
		limit: "={{ $fromAI('limit', '', 'number') }}",
		longestAnswer: 2_000,
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

	it('is told what each tool does and takes, by its operation if nobody has written a description', async () => {
		await ask('How large is Oak Timber?', version);
		const offered = Object.fromEntries(
			(model.conversations[0]?.tools ?? []).map(({ name, description, parameters }) => [
				name,
				{ description, takes: Object.keys(parameters.properties ?? {}) },
			]),
		);
		expect(offered).toEqual({
			Search_Nex: { description: 'Finds people and companies by a text in them', takes: ['query'] },
			Read_a_record: { description: 'Reads one record', takes: ['record_id'] },
			Ask_Nex: { description: automatic(askOperation, 'Nex Context'), takes: ['question'] },
			Make_a_task: { description: automatic(createTask, 'Nex Task'), takes: ['title', 'description', 'due', 'priority', 'records'] },
			Read_all_people: { description: automatic(getManyRecords, 'Nex Record'), takes: ['limit'] },
			Remember: { description: automatic(addText, 'Nex Context'), takes: ['text'] },
		});
	});

	it('reads what to do after an error, changes nothing with stopgap values, and gets no more than it can take in', async () => {
		const { requests } = host.nex;
		const before = requests.length;
		await ask(CLUMSY, version);
		const [failed, made, people] = model.conversations.at(-1)?.results ?? [];
		expect(failed?.text).toContain('The record was not found');
		expect(failed?.text).toContain('Search Records of Nex Search and Get Many Records of Nex Record return it');
		const created = requests.slice(before).filter(({ method, path }) => method === 'POST' && path === '/v1/tasks');
		expect(created.map(({ body }) => body)).toEqual([{ title: 'Call Oak Timber', priority: 'high' }]);
		expect(made?.text).toContain('Call Oak Timber');
		expect(people?.text).toContain('answer_was_cut');
		expect(people?.text.length).toBeLessThan(2_500);
	});
});
