import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { byId, fromList, type Host } from '../../test/e2e/support/host';
import { startNexServer } from '../../test/nex-server';
import { Editor } from './editor';
import { menuOf, nodeTypes } from './forms';

const LARGE = { width: 1600, height: 1000 };
const TALL = { width: 1400, height: 2400 };

/** What a person sees of a node beside its form. */
type Look = (host: Host, editor: Editor, file: (name: string) => string) => Promise<void>;

const company = fromList('company', 'Company');
const person = fromList('person', 'Person');

/** An operation of each node whose result people look at, with as much of its form filled in as it needs. */
const results: Record<string, INodeParameters> = {
	nexCompounding: { operation: 'trigger', waitUntilFinished: true },
	nexAiList: { operation: 'create', query: 'everybody at Pine', waitUntilFinished: true },
	nexContext: { operation: 'ask', query: 'Who is at risk?' },
	nexGraph: { operation: 'get' },
	nexInsight: { operation: 'getMany' },
	nexIntegration: { operation: 'getMany' },
	nexList: { operation: 'getMany', objectType: person },
	nexNote: { operation: 'getMany' },
	nexNotification: { operation: 'getFeed' },
	nexObject: { operation: 'getMany' },
	nexRecord: { operation: 'getMany', objectType: person },
	nexRelationship: { operation: 'getManyDefinitions' },
	nexSearch: { operation: 'search', query: 'Pine' },
	nexTask: { operation: 'getMany' },
	nexTrigger: { event: 'insight' },
};

/** Pickers by the node that has them: the field, and what has to be chosen before. */
const pickers: Array<{ kind: string; field: string; parameters: INodeParameters }> = [
	{ kind: 'nexRecord', field: 'objectType', parameters: { operation: 'get' } },
	{ kind: 'nexRecord', field: 'recordId', parameters: { operation: 'get' } },
	{ kind: 'nexRecord', field: 'matchingAttribute', parameters: { operation: 'createOrUpdate', objectType: company } },
	{ kind: 'nexList', field: 'listId', parameters: { operation: 'get' } },
	{ kind: 'nexList', field: 'memberId', parameters: { operation: 'removeMember' } },
	{ kind: 'nexObject', field: 'attributeId', parameters: { operation: 'updateAttribute', objectType: company } },
	{ kind: 'nexRelationship', field: 'definitionId', parameters: { operation: 'create' } },
	{ kind: 'nexRelationship', field: 'recordId', parameters: { operation: 'create' } },
	{ kind: 'nexTask', field: 'taskId', parameters: { operation: 'get' } },
	{ kind: 'nexNote', field: 'noteId', parameters: { operation: 'get' } },
	{ kind: 'nexIntegration', field: 'connectionId', parameters: { operation: 'disconnect' } },
	{ kind: 'nexNotification', field: 'ruleId', parameters: { operation: 'getRule' } },
	{ kind: 'nexTask', field: 'recordId', parameters: { operation: 'getMany', filters: { recordId: fromList('') } } },
	{ kind: 'nexNote', field: 'recordId', parameters: { operation: 'create', additionalFields: { recordId: fromList('') } } },
	{ kind: 'nexTrigger', field: 'recordId', parameters: { event: 'timelineEvent', watch: 'records' } },
	{ kind: 'nexTrigger', field: 'listId', parameters: { event: 'timelineEvent', watch: 'list' } },
];

async function open(
	host: Host,
	editor: Editor,
	kind: string,
	parameters: INodeParameters,
	size = LARGE,
	nexApi = host.nexApi,
): Promise<void> {
	const node: INode = { id: 'only-node', name: kind, position: [0, 0], parameters, ...host.kind(kind), credentials: { nexApi } };
	const { id } = await host.client.createWorkflow({ name: kind, nodes: [node], connections: {} });
	await editor.form(id, 'only-node', size);
}

/** Every picker with what it offers to the key of a credential. */
const pickersWith =
	(suffix: string, credential: (host: Host) => Promise<{ id: string; name: string }>): Look =>
	async (host, editor, file) => {
		const nexApi = await credential(host);
		for (const { kind, field, parameters } of pickers) {
			await open(host, editor, kind, parameters, LARGE, nexApi);
			await editor.openPicker(field);
			await editor.shootAround(file(`${kind}.${field}.${suffix}`), '[data-test-id="node-parameters"]', 0);
		}
	};

const looks: Record<string, Look> = {
	async canvas(host, editor, file) {
		const nodes = (await nodeTypes()).map(({ type: { description } }, place): INode => ({
			id: description.name,
			name: description.displayName,
			position: [(place % 4) * 260, Math.floor(place / 4) * 200],
			parameters: results[description.name] ?? {},
			...host.kind(description.name),
		}));
		const { id } = await host.client.createWorkflow({ name: 'All nodes', nodes, connections: {} });
		for (const scheme of ['light', 'dark'] as const) {
			await editor.page.emulateMedia({ colorScheme: scheme });
			await editor.workflow(id, { width: 1400, height: 1100 });
			await editor.shootWindow(file(`canvas.${scheme}`));
			await editor.searchPanel('nex ');
			await editor.shootWindow(file(`panel.${scheme}`));
		}
		await editor.page.emulateMedia({ colorScheme: 'light' });
	},
	async results(host, editor, file) {
		const [{ id: recordId = '' } = {}] = host.nex.state.records.store.ofType('person');
		const all = { ...results, nexTimeline: { operation: 'getMany', recordId: byId(recordId) } };
		for (const [kind, parameters] of Object.entries(all)) {
			await open(host, editor, kind, parameters);
			await editor.execute();
			await editor.showTable();
			await editor.shoot(file(`${kind}.result`));
		}
	},
	entries: pickersWith('entries', async ({ nexApi }) => await Promise.resolve(nexApi)),
	async nothing(host, editor, file) {
		const empty = await startNexServer();
		try {
			await pickersWith('nothing', async () => await host.client.saveCredential('Nex, empty', 'nexApi', empty.credential))(
				host,
				editor,
				file,
			);
		} finally {
			await empty.close();
		}
	},
	refused: pickersWith(
		'refused',
		async ({ client, nex }) =>
			await client.saveCredential('Nex, one scope', 'nexApi', { ...nex.credential, apiKey: nex.addKey(['insight.stream']) }),
	),
	async attributes(host, editor, file) {
		const forms = [
			...['person', 'company', 'project'].map((type) => ({
				name: type,
				kind: 'nexRecord',
				parameters: { operation: 'create', objectType: fromList(type) },
			})),
			{ name: 'update', kind: 'nexRecord', parameters: { operation: 'update', objectType: fromList('project') } },
			...host.nex.state.lists.all().map(({ definition: { id, slug, name } }) => ({
				name: slug,
				kind: 'nexList',
				parameters: { operation: 'addMember', listId: fromList(id, name) },
			})),
		];
		for (const { name, kind, parameters } of forms) {
			await open(host, editor, kind, parameters, TALL);
			await editor.page.locator('[data-test-id="mapping-mode-select"]').waitFor();
			await editor.settle();
			await editor.shootForm(file(`attributes.${name}`));
			const add = editor.page.locator('[data-test-id="add-fields-select"]');
			if (!(await add.isVisible())) continue;
			await add.click();
			await editor.settle();
			await editor.shootAround(file(`attributes.${name}.add`), '[data-test-id="add-fields-select"], [role="menuitem"]', 24);
		}
	},
	async errors(host, editor, file) {
		const saved = async (name: string, data: object) =>
			await host.client.saveCredential(name, 'nexApi', { ...host.nex.credential, ...data });
		const failing: Record<string, [INodeParameters, { id: string; name: string }]> = {
			scope: [{ operation: 'getMany', objectType: person }, await saved('Nex, one scope', { apiKey: host.nex.addKey(['insight.stream']) })],
			key: [{ operation: 'getMany', objectType: person }, await saved('Nex, wrong key', { apiKey: 'sk-wrong' })],
			missing: [{ operation: 'get', recordId: byId('40112233445566771') }, host.nexApi],
			unreachable: [{ operation: 'getMany', objectType: person }, await saved('Nex, nowhere', { baseUrl: 'http://127.0.0.1:9' })],
			empty: [
				{
					operation: 'createOrUpdate',
					objectType: person,
					matchingAttribute: fromList('email_addresses'),
					attributesMode: 'json',
					attributesJson: '{ "name": "Ada" }',
				},
				host.nexApi,
			],
		};
		for (const [name, [parameters, nexApi]] of Object.entries(failing)) {
			await open(host, editor, 'nexRecord', parameters, LARGE, nexApi);
			await editor.execute();
			await editor.shoot(file(`error.${name}`));
		}
	},
	async collections(host, editor, file) {
		for (const { file: node, type } of await nodeTypes()) {
			const { properties, name: kind } = type.description;
			const menu = menuOf(properties);
			for (const { value } of (menu?.options ?? []) as Array<{ value: string }>) {
				await open(host, editor, kind, { [menu?.name ?? '']: value });
				await editor.eachCollection(
					async (place) => await editor.shootAround(file(`${node}.${value}.add${place}`), '[data-test-id="node-parameters"]', 0),
				);
			}
		}
	},
	async tool(host, editor, file) {
		await open(host, editor, 'nexRecordTool', { operation: 'get' });
		await editor.shootForm(file('tool'));
	},
	async credential(host, editor, file) {
		await editor.page.setViewportSize(LARGE);
		await editor.page.goto(`${host.client.url}/home/credentials/${host.nexApi.id}`);
		await editor.page.getByText('Connection tested successfully').waitFor();
		await editor.settle();
		await editor.shootWindow(file('credential'));
	},
};

/**
 * Takes pictures of what people see beside the forms, to be looked at.
 * @param only takes just the look of that name
 */
export async function takeLooks(host: Host, folder: string, only?: string): Promise<void> {
	const editor = await Editor.open(host.client);
	try {
		for (const [name, look] of Object.entries(looks)) {
			if (only === undefined || only === name) await look(host, editor, (picture) => join(folder, `${picture}.png`));
		}
	} finally {
		await editor.close();
	}
}
