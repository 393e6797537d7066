import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { INode, IPinData } from 'n8n-workflow';
import { Editor } from '../../scripts/pictures/editor';
import { failureOf, isFinished, itemsOf, until, type Execution, type ListedWorkflow, type WorkflowDraft } from '../../scripts/n8n/client';
import { displayName } from '../nex-server/state/records';
import { startChatModel, textOf, type ChatModel } from './support/chat-model';
import { Host } from './support/host';
import { hasMemorySdk } from './support/version';

const root = resolve(__dirname, '..', '..');
const folder = join(root, 'examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string): WorkflowDraft => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowDraft;

/** The world that the examples speak to besides Nex: a chat channel's webhook, and a file on a web server. */
const posts: Array<{ text: string }> = [];
let csv = '';
let world: Server;
let worldUrl: string;
let host: Host;
let model: ChatModel;
let editor: Editor;

beforeAll(async () => {
	host = await Host.start();
	editor = await Editor.open(host.client);
	world = createServer((request, response) => {
		if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'text/csv' }).end(csv);
		let body = '';
		return request
			.on('data', (chunk: Buffer) => (body += chunk.toString()))
			.on('end', () => {
				posts.push(JSON.parse(body) as { text: string });
				response.end('ok');
			});
	});
	await new Promise<void>((done) => world.listen(0, '127.0.0.1', done));
	worldUrl = `http://127.0.0.1:${(world.address() as AddressInfo).port}`;
	model = await startChatModel(({ question, results, tools }) => {
		if (tools.length === 0) return { answer: 'I will look into it.' };
		const [hits, answer] = results;
		if (!hits) return { call: [{ tool: 'Find_records', arguments: { query: 'pine-timber.example' } }] };
		const [{ id }] = JSON.parse(hits.text) as [{ id: string }];
		if (!answer) {
			const next = { tool: 'Ask_Nex', arguments: { question } };
			return {
				call: [
					next,
					{ tool: 'Read_a_record', arguments: { record_id: id } },
					{ tool: 'Create_a_task', arguments: { title: 'Call Pine Timber', record_id: id } },
				],
			};
		}
		return { answer: (JSON.parse(answer.text) as [{ answer: string }])[0].answer };
	});
});

afterAll(async () => {
	await editor?.close();
	await model?.close();
	world?.closeAllConnections();
	world?.close();
	await host?.stop();
});

beforeEach(() => {
	posts.length = 0;
});

/** What a person does after pasting an example: choose credentials, and give addresses of their own. */
async function adapt(node: INode): Promise<INode> {
	if (node.credentials?.nexApi) return { ...node, credentials: { nexApi: host.nexApi } };
	if (node.type.endsWith('.lmChatOpenAi'))
		return {
			...node,
			credentials: {
				openAiApi: await host.client.saveCredential('Scripted model', 'openAiApi', { apiKey: 'sk-scripted', url: model.url }),
			},
		};
	if (node.type.endsWith('.httpRequest')) return { ...node, parameters: { ...node.parameters, url: worldUrl } };
	return node;
}

async function load(file: string, pinData: IPinData = {}): Promise<ListedWorkflow> {
	const draft = read(file);
	return await host.client.createWorkflow({ ...draft, nodes: await Promise.all(draft.nodes.map(adapt)), ...{ pinData } });
}

async function run({ id }: ListedWorkflow, trigger: string): Promise<Execution> {
	const execution = await host.client.finishedExecution(await host.client.runWorkflow(id, trigger));
	expect(failureOf(execution)).toBe('');
	return execution;
}

/** The first execution that n8n starts by itself, and that has ended. */
async function started({ id }: ListedWorkflow): Promise<Execution> {
	const { id: execution } = await until('no execution has ended', async () => (await host.client.executions(id)).find(isFinished));
	const found = await host.client.finishedExecution(execution);
	expect(failureOf(found)).toBe('');
	return found;
}

/** Activates a workflow that an insight starts, and gives the insight once it listens. */
async function withInsight(file: string, insight: Parameters<typeof host.nex.addInsight>[0]): Promise<Execution> {
	const before = host.nex.requests.length;
	const workflow = await load(file);
	await host.client.activate(workflow);
	await until(
		'nobody listens to the insight stream',
		async () =>
			host.nex.requests.slice(before).some(({ path, status }) => path.endsWith('/insights/stream') && status === 200) || undefined,
	);
	host.nex.addInsight(insight);
	const execution = await started(workflow);
	await host.client.deactivate(workflow.id);
	return execution;
}

const company = (name: string) => {
	const found = host.nex.state.records.store.ofType('company').find((record) => displayName(record) === name);
	if (!found) throw new Error(`The demo data has no ${name}`);
	return found;
};

const tasksAbout = (id: string) => host.nex.state.tasks.all().filter(({ entity_ids: ids }) => ids.includes(id));

test.each(files)('%s says on the canvas what it is for, and asks for nothing but a Nex credential', (file) => {
	const { nodes, connections } = read(file);
	expect(nodes.filter(({ type }) => type.endsWith('.stickyNote')).length).toBeGreaterThanOrEqual(2);
	expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	expect(Object.keys(connections).filter((name) => !nodes.some((node) => node.name === name))).toEqual([]);
	expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`](${file})`);
});

/** The part of the canvas that a node takes, its name below it and the button after the last one included. */
function boxOf({ name, position: [left, top] }: INode, { connections }: WorkflowDraft) {
	return { left: left - 20, top, right: left + (connections[name] ? 116 : 170), bottom: top + 160 };
}

test.each(files)('%s has no node across the border of a note', (file) => {
	const draft = read(file);
	const isNote = ({ type }: INode) => type.endsWith('.stickyNote');
	const crossed = draft.nodes.filter(isNote).flatMap(({ name: note, position: [left, top], parameters }) => {
		const [right, bottom] = [left + Number(parameters.width), top + Number(parameters.height)];
		return draft.nodes
			.filter((node) => {
				const box = boxOf(node, draft);
				const isApart = box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
				const isInside = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
				return !isNote(node) && !isApart && !isInside;
			})
			.map(({ name }) => `${name} and ${note}`);
	});
	expect(crossed).toEqual([]);
});

test.each(files)(
	'%s is whole when it is pasted onto an empty canvas, with the credential that n8n has suggested the name of',
	async (file) => {
		const { id: credential } = await host.client.saveCredential('Nex account', 'nexApi', host.nex.credential);
		const { page } = editor;
		await page.setViewportSize({ width: 1700, height: 1000 });
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await page.goto(`${host.n8n.url}/workflow/new`);
		await page.locator('[data-test-id="canvas-add-button"]').waitFor();
		await editor.settle();
		await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(readFileSync(join(folder, file), 'utf8'))})`);
		await page.keyboard.press('Control+V');
		await page.locator('[data-test-id="canvas-node"]').first().waitFor();
		await editor.settle();
		expect(await page.locator('.el-notification, [role="alert"]').allInnerTexts()).toEqual([]);
		await page.screenshot({ path: join(root, '.cache', 'screenshots', `pasted-${file.replace('.json', '')}.png`) });

		const { nodes, connections } = read(file);
		const troubled = await page
			.locator('[data-test-id="canvas-node"]:has([data-test-id="node-issues"])')
			.evaluateAll((all) => all.map((one) => one.getAttribute('data-node-name')));
		// Everybody has a chat model of their own.
		expect(troubled).toEqual(nodes.filter(({ type }) => type.endsWith('.lmChatOpenAi')).map(({ name }) => name));

		await page.keyboard.press('Control+S');
		const id = await until('the workflow was not saved', async () => /workflow\/(?!new)(\w+)/.exec(page.url())?.[1]);
		const saved = await until('the nodes were not saved', async () => {
			const workflow = await host.client.request<WorkflowDraft>('GET', `/workflows/${id}`).catch(() => undefined);
			return workflow && workflow.nodes.length > 0 ? workflow : undefined;
		});
		expect(saved.connections).toEqual(connections);
		const kinds = (all: INode[]) => Object.fromEntries(all.map(({ name, type, typeVersion }) => [name, `${type} ${typeVersion}`]));
		expect(kinds(saved.nodes)).toEqual(kinds(nodes));
		expect(new Set(saved.nodes.flatMap(({ credentials }) => credentials?.nexApi?.id ?? []))).toEqual(new Set([credential]));
	},
);

test('insight-to-chat-message.json posts each new insight to the channel', async () => {
	await withInsight('insight-to-chat-message.json', {
		type: 'pain_point',
		content: 'Oak Paper loses "readings"',
		confidence: 0.8,
		evidence: [{ excerpt: 'it freezes at night' }] as never,
	});
	expect(posts).toEqual([{ text: '*Pain Point* (80 %): Oak Paper loses "readings"\n> it freezes at night' }]);
});

test('risk-insight-to-urgent-task.json makes an urgent task on the record of the insight', async () => {
	const { id } = company('Oak Paper');
	await withInsight('risk-insight-to-urgent-task.json', {
		type: 'risk',
		content: 'Oak Paper may leave',
		confidence: 0.9,
		entities: [{ id, name: 'Oak Paper', type: 'company' }],
	});
	expect(tasksAbout(id)).toContainEqual(
		expect.objectContaining({
			title: 'Risk: Oak Paper may leave',
			priority: 'urgent',
			entity_ids: [id],
			due_date: expect.stringMatching(/^\d{4}-/),
		}),
	);
});

test('risk-insight-to-urgent-task.json looks the record up if the insight has its name alone', async () => {
	const { id } = company('Cedar Timber');
	host.nex.shapes.insightIds = false;
	try {
		await withInsight('risk-insight-to-urgent-task.json', {
			type: 'risk',
			content: 'Cedar Timber may leave',
			confidence: 0.9,
			entities: [{ id, name: 'Cedar Timber', type: 'company' }],
		});
	} finally {
		host.nex.shapes.insightIds = true;
	}
	expect(tasksAbout(id)).toContainEqual(expect.objectContaining({ title: 'Risk: Cedar Timber may leave' }));
});

test('sync-contacts-from-csv.json creates and updates people, and reports the rows that fail', async () => {
	const known = host.nex.state.records.create('person', { name: 'Ada Birch', email_addresses: ['ada@birch.example'], job_title: 'Ranger' });
	csv = 'name,email,job_title\nAda Birch,ada@birch.example,Mill Manager\nBo Lind,,Ranger\nCleo Park,cleo@park.example,Chief Executive\n';
	const execution = await run(await load('sync-contacts-from-csv.json'), 'Every night');
	expect(host.nex.state.records.store.get(known.id)?.attributes).toMatchObject({ job_title: 'Mill Manager' });
	const [{ people = [] } = {}] = itemsOf(execution, 'Count the people') as Array<{ people?: Array<{ name: string }> }>;
	expect(people.map(({ name }) => name)).toEqual(['Ada Birch', 'Cleo Park']);
	expect(posts).toEqual([{ text: expect.stringMatching(/^1 contacts were not synced:\nBo Lind \(no email\): .*email/i) }]);
});

test('meeting-notes-to-knowledge.json lists what Nex found in the notes of a form', async () => {
	const workflow = await load('meeting-notes-to-knowledge.json');
	await host.client.activate(workflow);
	const path = read('meeting-notes-to-knowledge.json').nodes.find(({ type }) => type.endsWith('.formTrigger'))?.webhookId;
	const form = new FormData();
	form.set('field-0', 'Quarterly review');
	form.set('field-1', 'Pine Timber wants sensors, Oak Timber does not.');
	const answer = await fetch(`${host.n8n.url}/form/${path}`, { method: 'POST', body: form });
	expect(answer.status).toBe(200);
	const execution = await started(workflow);
	expect(itemsOf(execution, 'What Nex found')).toEqual(
		['Pine Timber', 'Oak Timber'].map((name) => ({ record_id: company(name).id, type: 'company', name, is_new: false })),
	);
	await host.client.deactivate(workflow.id);
});

test('weekly-ai-list-to-members.json fills a list of its own, and nobody is in it twice', async () => {
	const workflow = await load('weekly-ai-list-to-members.json');
	const members = async () => itemsOf(await run(workflow, 'Every Monday'), 'Add to the list').map(({ id }) => id);
	const first = await members();
	expect(first.length).toBeGreaterThan(0);
	expect(await members()).toEqual(first);
	expect(host.nex.state.lists.withSlug('weekly-picks')?.entries.size).toBe(first.length);
});

const withMemory = hasMemorySdk ? test : test.skip;

const toldToNex = () =>
	host.nex.requests.filter(({ path }) => path === '/v1/context/text').map(({ body }) => body as { content: string; context?: string });

withMemory('agent-with-nex-memory.json is given what Nex knows, uses its tools, and lets Nex learn what it is told', async () => {
	const pine = company('Pine Timber');
	host.nex.addInsight({ content: 'Pine Timber asked for a quote', entities: [{ id: pine.id, name: 'Pine Timber', type: 'company' }] });
	const workflow = await load('agent-with-nex-memory.json', {
		Chat: [{ json: { sessionId: 'one', action: 'sendMessage', chatInput: 'What is new about Pine Timber? It moved to Porto.' } }],
	});
	const execution = await run(workflow, 'Chat');
	expect(itemsOf(execution, 'AI Agent')).toEqual([{ output: expect.stringContaining('Pine Timber asked for a quote') }]);
	expect(tasksAbout(pine.id)).toContainEqual(expect.objectContaining({ title: 'Call Pine Timber' }));
	expect(model.conversations[0]?.messages.map(textOf).join('\n')).toMatch(/<nex-memory>[\s\S]*Pine Timber asked for a quote/);
	await until('Nex was told nothing', async () => toldToNex().some(({ content }) => content.includes('It moved to Porto.')) || undefined);
});

withMemory('support-chats-per-customer.json answers with what Nex knows about the customer, and tells Nex who said what', async () => {
	const pine = company('Pine Timber');
	host.nex.addInsight({ content: 'Pine Timber waits for a delivery', entities: [{ id: pine.id, name: 'Pine Timber', type: 'company' }] });
	const workflow = await load('support-chats-per-customer.json', {
		Message: [{ json: { body: { email: 'ada@pine-timber.example', message: 'Where is the delivery for Pine Timber?' } } }],
	});
	const execution = await run(workflow, 'Message');
	expect(itemsOf(execution, 'Answer')).toEqual([{ answer: expect.any(String) }]);
	expect(model.conversations.at(-1)?.messages.map(textOf).join('\n')).toMatch(/<nex-memory>[\s\S]*Pine Timber waits for a delivery/);
	await until('Nex was told nothing', async () =>
		toldToNex().find(
			({ content, context }) =>
				content === 'ada@pine-timber.example: Where is the delivery for Pine Timber?' &&
				context === 'Chat with an AI agent, user ada@pine-timber.example, session ada@pine-timber.example',
		),
	);
});
