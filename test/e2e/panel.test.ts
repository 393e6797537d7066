import { Editor } from '../../scripts/pictures/editor';
import { Host } from './support/host';

let host: Host;
let editor: Editor;

beforeAll(async () => {
	host = await Host.start();
	editor = await Editor.open(host.client);
	const { id } = await host.workflow('nexRecord', { operation: 'getMany' });
	await editor.workflow(id, { width: 1280, height: 900 });
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
