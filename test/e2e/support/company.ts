import { setTimeout as sleep } from 'node:timers/promises';
import type { IConnections, INode } from 'n8n-workflow';
import { until, type ListedWorkflow, type WorkflowDraft } from '../../../scripts/n8n/client';
import { startNexServer, type NexServer } from '../../nex-server';
import { HAND_IN, INSIGHTS, openInsightSink, type HandedIn, type InsightSink } from './insight-sink';
import { client } from './restarts';

/** Milliseconds in which what is handed in twice would have come. */
const A_WHILE = 3_000;

const opened: Array<{ close(): Promise<void> }> = [];
const published: string[] = [];

/** Ends what tests have published and opened, also those that failed. */
export async function closeCompanies(): Promise<void> {
	for (const id of published.splice(0)) await client.deactivate(id);
	for (const one of opened.splice(0)) await one.close();
}

/** A Nex of its own, with a credential for it and a sink, so that what one test sends starts no workflow of another. */
export class Company {
	private constructor(
		readonly nex: NexServer,
		readonly nexApi: { id: string; name: string },
		readonly sink: InsightSink,
	) {}

	static async open(name: string): Promise<Company> {
		const nex = await startNexServer();
		const sink = await openInsightSink();
		opened.push(nex, sink);
		return new Company(nex, await client.saveCredential(name, 'nexApi', nex.credential), sink);
	}

	/** A workflow that hands in what starts it, and then goes through further nodes. */
	workflow(handedIn: HandedIn = INSIGHTS, after: INode[] = []): WorkflowDraft {
		const draft = this.sink.workflow(this.nexApi, handedIn);
		const names = [HAND_IN, ...after.map(({ name }) => name)];
		const connections: IConnections = Object.fromEntries(
			after.map(({ name }, index) => [names[index] ?? '', { main: [[{ node: name, type: 'main', index: 0 }]] }]),
		);
		return { ...draft, nodes: [...draft.nodes, ...after], connections: { ...draft.connections, ...connections } };
	}

	/** Creates and publishes a workflow, and waits until its trigger has opened the stream. */
	async publish(draft: WorkflowDraft = this.workflow()): Promise<ListedWorkflow> {
		const workflow = await client.createWorkflow(draft);
		published.push(workflow.id);
		await client.activate(workflow);
		await this.#listening();
		return workflow;
	}

	async #listening(): Promise<void> {
		await until('nobody listens to the insight stream', async () => this.nex.stream.connections > 0 || undefined);
	}

	/** Has Nex derive insights that are called so. Gives what they are called. */
	send(name: string, count: number, about?: string): string[] {
		const contents = Array.from({ length: count }, (_none, index) => `${name} ${index}`);
		for (const content of contents)
			this.nex.addInsight({ content, ...(about && { target: { type: 'entity', hint: about, entity_type: 'company' } }) });
		return contents;
	}
}

/** Resolves when all of it has been handed in; what is missing after a minute is told by what the test looks at next. */
export async function arrived({ counts }: InsightSink, contents: string[]): Promise<void> {
	await until('insights are missing', async () => contents.every((one) => counts.has(one)) || undefined).catch(() => undefined);
}

/** What was handed in, and how often: when all of it has come, and a while later. */
export async function handedIn(sink: InsightSink, contents: string[]): Promise<Record<string, number>> {
	await arrived(sink, contents);
	await sleep(A_WHILE);
	return Object.fromEntries(sink.counts);
}

/** Each of them once. */
export const once = (contents: string[]): Record<string, number> => Object.fromEntries(contents.map((content) => [content, 1]));
