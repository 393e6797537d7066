import type { INode } from 'n8n-workflow';
import { Editor } from '../../scripts/pictures/editor';
import { actionNodes, operationsOf } from '../support/nodes';
import { Host } from './support/host';

let host: Host;
let editor: Editor;

/** A canvas as it is when the panel has not been opened. */
async function reopen(): Promise<void> {
	const { id } = await host.workflow('nexRecord', { operation: 'getMany' });
	await editor.workflow(id, { width: 1280, height: 900 });
}

beforeAll(async () => {
	host = await Host.start();
	editor = await Editor.open(host.client);
	await reopen();
});

afterAll(async () => {
	await editor?.close();
	await host?.stop();
});

/** What people type, and the node they want. The panel lists a trigger by its name without "Trigger". */
const phrases: Array<[string, string]> = [
	['nex', 'Nex Record'],
	['crm', 'Nex Record'],
	['contact', 'Nex Record'],
	['customer', 'Nex Record'],
	['upsert', 'Nex Record'],
	['knowledge graph', 'Nex Graph'],
	['context graph', 'Nex Graph'],
	['context', 'Nex Context'],
	['memory', 'Nex Context'],
	['ask question', 'Nex Context'],
	['transcript', 'Nex Context'],
	['insight', 'Nex Insight'],
	['risk', 'Nex'],
	['real time', 'Nex'],
	['new insight', 'Nex'],
	['timeline event', 'Nex'],
	['reminder', 'Nex Task'],
	['to-do', 'Nex Task'],
	['meeting notes', 'Nex Note'],
	['history', 'Nex Timeline'],
	['leads', 'Nex AI List'],
	['segment', 'Nex List'],
	['custom field', 'Nex Object'],
	['association', 'Nex Relationship'],
	['look up', 'Nex Search'],
	['data source', 'Nex Integration'],
	['alert', 'Nex Notification'],
	['deduplicate', 'Nex Compounding'],
];

test.each(phrases)('who types "%s" into the node panel finds %s', async (phrase, node) => {
	expect(await editor.searchPanel(phrase)).toContain(node);
});

// n8n adds a node with one action at once.
const withActions = actionNodes.map(({ create }) => create()).filter((type) => operationsOf(type).length > 1);

test.each(withActions.map((type) => ({ name: type.description.displayName, type })))(
	'the panel lists every action of $name',
	async ({ name, type }) => {
		await reopen();
		await editor.searchPanel(name);
		const actions = operationsOf(type).map(({ action }) => action);
		expect((await editor.openInPanel(name)).sort()).toEqual(actions.sort());
	},
);

test('a node that is added for an action has its name, its operation, and no field for what is fixed', async () => {
	await reopen();
	await editor.searchPanel('Nex Task');
	await editor.openInPanel('Nex Task');
	await editor.page.locator('[data-test-id="node-creator"]').getByText('Create task', { exact: true }).click();
	const form = editor.page.locator('[data-test-id="node-parameters"]').first();
	await form.waitFor();
	expect(await form.locator('[data-test-id="parameter-input-operation"] input').inputValue()).toBe('Create Task');
	expect(await form.innerText()).not.toContain('Resource');
	expect(
		await editor.page.locator('[data-test-id="canvas-node"]').evaluateAll((all) => all.map((one) => one.getAttribute('data-node-name'))),
	).toContain('Create task');
});

test('the fields that a node gives are there to be mapped before its first run', async () => {
	const nodes: INode[] = [
		{ id: 'nex', name: 'Nex', position: [0, 0], parameters: { operation: 'get' }, ...host.kind('nexTask') },
		{ id: 'edit-fields', name: 'Edit Fields', type: 'n8n-nodes-base.set', typeVersion: 3.4, position: [220, 0], parameters: {} },
	];
	const { id } = await host.client.createWorkflow({
		name: 'Before the first run',
		nodes,
		connections: { Nex: { main: [[{ node: 'Edit Fields', type: 'main', index: 0 }]] } },
	});
	await editor.form(id, 'edit-fields', { width: 1280, height: 900 });
	const fields = editor.page.locator('[data-test-id="ndv-input-panel"]');
	await fields.getByText('due_date').waitFor();
	expect((await fields.innerText()).split('\n')).toEqual(
		expect.arrayContaining(['id', 'title', 'description', 'priority', 'is_completed']),
	);
});
