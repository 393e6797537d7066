import type { INode, INodeParameters } from 'n8n-workflow';
import { failureOf, itemsOf } from '../../scripts/n8n/client';
import { startNexServer, type NexServer } from '../nex-server';
import { Host } from './support/host';

let host: Host;
const companies: NexServer[] = [];

beforeAll(async () => {
	host = await Host.start();
	for (const key of ['sk-north', 'sk-south']) companies.push(await startNexServer({ key }));
});

afterAll(async () => {
	await host?.stop();
	for (const company of companies) await company.close();
});

test('each item of a run is sent with its own key to its own address, if the credential says so by expressions', async () => {
	const credential = await host.client.saveCredential('Of each item', 'nexApi', {
		apiKey: '={{ $json.key }}',
		baseUrl: '={{ $json.url }}',
		scopes: [],
	});
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters): INode => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const given = companies.map(({ key, url }) => ({ key, url }));
	const names = ['Start', 'Given', 'Each', 'Nex'];
	const { id } = await host.client.createWorkflow({
		name: 'Keys by item',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Given', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ given }), options: {} }),
			node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'given', options: {} }),
			{
				...node('Nex', '', 1, { operation: 'getMany', limit: 1 }),
				...host.kind('nexTask'),
				credentials: { nexApi: credential },
			},
		],
		connections: Object.fromEntries(
			names.slice(1).map((name, index) => [names[index] ?? '', { main: [[{ node: name, type: 'main' as const, index: 0 }]] }]),
		),
		settings: { executionOrder: 'v1' },
	});
	const run = await host.client.finishedExecution(await host.client.runWorkflow(id, 'Start'));
	expect(failureOf(run)).toBe('');
	expect(itemsOf(run, 'Nex')).toEqual([]);
	for (const { requests } of companies) expect(requests.map(({ authorized, status }) => [authorized, status])).toEqual([[true, 200]]);
});
