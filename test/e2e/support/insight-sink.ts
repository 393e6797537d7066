import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowDraft } from '../../../scripts/n8n/client';
import { PACKAGE } from '../../../scripts/n8n/pack';

/** The nodes of a workflow that hands in: the trigger, and the one that hands in. */
const TRIGGER = 'On event';
export const HAND_IN = 'Hand in';

/** What starts a workflow, and what it hands in of it. */
export interface HandedIn {
	parameters: INodeParameters;
	/** The field that tells one event from another. */
	field: string;
}

export const INSIGHTS: HandedIn = { parameters: { event: 'insight' }, field: 'content' };

/** Where the workflows of a test hand in the insights, or other events, that started them. */
export interface InsightSink {
	/** How often each event was handed in, by its content. */
	readonly counts: ReadonlyMap<string, number>;
	/** A workflow that a new event starts and that hands it in here. */
	workflow(nexApi: { id: string; name: string }, handedIn?: HandedIn): WorkflowDraft;
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
		workflow(nexApi, { parameters, field } = INSIGHTS) {
			const trigger: INode = {
				id: 'trigger',
				name: TRIGGER,
				type: `${PACKAGE}.nexTrigger`,
				typeVersion: 1,
				position: [0, 0],
				credentials: { nexApi },
				parameters,
			};
			const handIn: INode = {
				id: 'hand-in',
				name: HAND_IN,
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [220, 0],
				parameters: { url, sendQuery: true, queryParameters: { parameters: [{ name: 'content', value: `={{ $json.${field} }}` }] } },
			};
			return {
				name: `Hand in ${String(parameters.event)}`,
				nodes: [trigger, handIn],
				connections: { [TRIGGER]: { main: [[{ node: HAND_IN, type: 'main', index: 0 }]] } },
			};
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
