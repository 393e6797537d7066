import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { failureOf, itemsOf, N8nClient, type Execution, type ListedWorkflow, type Owner } from '../../../scripts/n8n/client';
import { installCommunityPackage, PACKAGE } from '../../../scripts/n8n/pack';
import { startN8n, type N8nProcess } from '../../../scripts/n8n/process';
import { startNexServer, type NexServer } from '../../nex-server';
import { hostEnv, n8nRuntime } from './version';

/** Who signs in to every n8n of the tests. */
export const owner: Owner = { email: 'e2e@example.com', password: 'Nex-e2e-1', firstName: 'End', lastName: 'To End' };

export const NODE = 'Nex';

/** The part of a node that says what it is. */
type Kind = Pick<INode, 'type' | 'typeVersion' | 'credentials'>;

/** An n8n with the packed pack installed, signed in, and an embedded Nex that it has a credential for. */
export class Host {
	private constructor(
		readonly nex: NexServer,
		readonly n8n: N8nProcess,
		readonly client: N8nClient,
		private readonly userFolder: string,
		readonly nexApi: { id: string; name: string },
	) {}

	static async start(): Promise<Host> {
		const tarball = process.env.NEX_TARBALL;
		if (!tarball) throw new Error('NEX_TARBALL is not set: the global setup has not run.');
		const runtime = await n8nRuntime();
		const userFolder = mkdtempSync(join(tmpdir(), 'nex-e2e-'));
		await installCommunityPackage(runtime, userFolder, tarball);
		const nex = await startNexServer({ data: 'demo' });
		try {
			const n8n = await startN8n(runtime, { userFolder, env: hostEnv });
			const client = new N8nClient(n8n.url);
			try {
				await client.signIn(owner);
				const nexApi = await client.saveCredential('Nex', 'nexApi', nex.credential);
				return new Host(nex, n8n, client, userFolder, nexApi);
			} catch (error) {
				await n8n.stop();
				throw error;
			}
		} catch (error) {
			await nex.close();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.nex.close();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	kind(name: string): Kind {
		return { type: `${PACKAGE}.${name}`, typeVersion: 1, credentials: { nexApi: this.nexApi } };
	}

	/** A workflow of one node of the pack, started by hand if the node is no trigger. */
	async workflow(kind: string, parameters: INodeParameters, name = 'Test'): Promise<ListedWorkflow> {
		const isTrigger = kind === 'nexTrigger';
		const nex: INode = { id: 'nex', name: NODE, position: [220, 0], parameters, ...this.kind(kind) };
		const other: INode = isTrigger
			? { id: 'end', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [440, 0], parameters: {} }
			: { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
		const [from, to] = isTrigger ? [NODE, 'End'] : ['Start', NODE];
		return await this.client.createWorkflow({
			name,
			nodes: [nex, other],
			connections: { [from]: { main: [[{ node: to, type: 'main', index: 0 }]] } },
		});
	}

	/** Runs a workflow of one Nex Record node to its end, whichever it is. */
	async execute(parameters: INodeParameters): Promise<Execution> {
		const { id } = await this.workflow('nexRecord', parameters);
		return await this.client.finishedExecution(await this.client.runWorkflow(id, 'Start'));
	}

	/** The items that a Nex Record node gives; throws if it fails. */
	async items(parameters: INodeParameters): Promise<Array<Record<string, unknown>>> {
		const execution = await this.execute(parameters);
		if (execution.status !== 'success') throw new Error(`The workflow ended with ${execution.status}: ${failureOf(execution)}`);
		return itemsOf(execution, NODE);
	}
}

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

export const fromList = (value: string, cachedResultName = value) => ({ __rl: true, mode: 'list', value, cachedResultName });
