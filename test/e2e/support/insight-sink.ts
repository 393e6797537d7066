import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode } from 'n8n-workflow';
import type { WorkflowDraft } from '../../../scripts/n8n/client';
import { PACKAGE } from '../../../scripts/n8n/pack';

/** Where the workflows of a test hand in the insights that started them. */
export interface InsightSink {
	/** How often each insight was handed in, by its content. */
	readonly counts: ReadonlyMap<string, number>;
	/** A workflow that a new insight starts and that hands it in here. */
	workflow(nexApi: { id: string; name: string }): WorkflowDraft;
	close(): Promise<void>;
}

/** Opens a sink on loopback, which every process of n8n can reach. */
export async function openInsightSink(): Promise<InsightSink> {
	const counts = new Map<string, number>();
	const server = createServer((request, response) => {
		const content = new URL(request.url ?? '/', 'http://sink').searchParams.get('content') ?? '';
		counts.set(content, (counts.get(content) ?? 0) + 1);
		response.setHeader('content-type', 'application/json').end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	return {
		counts,
		workflow(nexApi) {
			const trigger: INode = {
				id: 'trigger',
				name: 'On insight',
				type: `${PACKAGE}.nexTrigger`,
				typeVersion: 1,
				position: [0, 0],
				credentials: { nexApi },
				parameters: { event: 'insight' },
			};
			const handIn: INode = {
				id: 'hand-in',
				name: 'Hand in',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [220, 0],
				parameters: { url, sendQuery: true, queryParameters: { parameters: [{ name: 'content', value: '={{ $json.content }}' }] } },
			};
			return {
				name: 'Hand in insights',
				nodes: [trigger, handIn],
				connections: { 'On insight': { main: [[{ node: 'Hand in', type: 'main', index: 0 }]] } },
			};
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
