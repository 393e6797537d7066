import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { byId, fromList, type Host } from '../../test/e2e/support/host';
import { insightWorkflow } from '../demo/workflows';
import type { WorkflowDraft } from '../n8n/client';
import { Editor } from './editor';

const EXAMPLES = resolve(__dirname, '..', '..', 'examples');
const WIDE = { width: 1280, height: 640 };

/** A picture for the README and the docs, by its name. */
type Take = (host: Host, editor: Editor, file: string) => Promise<void>;

const nodeOf = (host: Host, name: string, kind: string, parameters: INodeParameters): INode => ({
	id: 'only-node',
	name,
	position: [0, 0],
	parameters,
	...host.kind(kind),
});

async function openForm(host: Host, editor: Editor, name: string, kind: string, parameters: INodeParameters, size = WIDE): Promise<void> {
	const { id } = await host.client.createWorkflow({ name, nodes: [nodeOf(host, name, kind, parameters)], connections: {} });
	await editor.form(id, 'only-node', size);
}

const upsert = {
	operation: 'createOrUpdate',
	objectType: fromList('company', 'Company'),
	matchingAttribute: fromList('domains', 'Domains'),
};

const pictures: Record<string, Take> = {
	async workflow(host, editor, file) {
		const { id } = await host.client.createWorkflow(insightWorkflow(host.nexApi));
		await editor.workflow(id, { width: 1280, height: 760 });
		await editor.shootCanvas(file);
	},
	async attributes(host, editor, file) {
		await openForm(host, editor, 'Nex Record', 'nexRecord', upsert, { width: 1280, height: 1400 });
		await editor.page.getByText('Employees').first().waitFor();
		await editor.shootForm(file);
	},
	async trigger(host, editor, file) {
		await openForm(host, editor, 'Nex Trigger', 'nexTrigger', { event: 'insight' });
		await editor.execute();
		await editor.shoot(file);
	},
	async picker(host, editor, file) {
		await openForm(host, editor, 'Nex Record', 'nexRecord', { operation: 'getMany' });
		await editor.openPicker('objectType');
		await editor.shootAround(file, '[data-test-id="resource-locator-objectType"], [data-test-id="rlc-item"]', 40);
	},
	async error(host, editor, file) {
		const apiKey = host.nex.addKey(['object.read']);
		const nexApi = await host.client.saveCredential('Nex, objects only', 'nexApi', { ...host.nex.credential, apiKey });
		const node = nodeOf(host, 'Nex Record', 'nexRecord', {
			operation: 'get',
			recordId: byId(host.nex.state.records.store.ofType('company')[0]?.id ?? ''),
		});
		const { id } = await host.client.createWorkflow({ name: 'Error', nodes: [{ ...node, credentials: { nexApi } }], connections: {} });
		await editor.form(id, 'only-node', WIDE);
		await editor.execute();
		await editor.shoot(file);
	},
	async panel(host, editor, file) {
		const { id } = await host.client.createWorkflow(insightWorkflow(host.nexApi));
		await editor.workflow(id, { width: 1280, height: 800 });
		await editor.searchPanel('nex ');
		await editor.shootAround(file, '[data-test-id="node-creator"]', 0);
	},
	async agent(host, editor, file) {
		const draft = JSON.parse(readFileSync(join(EXAMPLES, 'agent-with-nex-memory.json'), 'utf8')) as WorkflowDraft;
		const openAiApi = await host.client.saveCredential('OpenAI', 'openAiApi', { apiKey: 'sk-none', url: 'http://127.0.0.1:9' });
		const nodes = draft.nodes
			.filter(({ type }) => !type.endsWith('.stickyNote'))
			.map((node): INode =>
				node.type.endsWith('.lmChatOpenAi')
					? { ...node, credentials: { openAiApi } }
					: node.credentials
						? { ...node, credentials: { nexApi: host.nexApi } }
						: node,
			);
		const { id } = await host.client.createWorkflow({ ...draft, nodes });
		await editor.workflow(id, { width: 1280, height: 760 });
		await editor.shootCanvas(file);
	},
};

/** @param only takes just the picture of that name */
export async function takePictures(host: Host, folder: string, only?: string): Promise<void> {
	const editor = await Editor.open(host.client);
	try {
		for (const [name, take] of Object.entries(pictures)) {
			if (only === undefined || only === name) await take(host, editor, join(folder, `${name}.png`));
		}
	} finally {
		await editor.close();
	}
}
