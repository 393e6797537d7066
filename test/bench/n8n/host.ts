import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { N8nClient, until, type ListedWorkflow, type Owner } from '../../../scripts/n8n/client';
import { installCommunityPackage, PACKAGE } from '../../../scripts/n8n/pack';
import { startN8n, type N8nProcess } from '../../../scripts/n8n/process';
import type { N8nRuntime } from '../../../scripts/n8n/runtime';
import { cpuSeconds, watchGrowth } from '../measure/process';

const owner: Owner = { email: 'bench@example.com', password: 'Nex-bench-1', firstName: 'Bench', lastName: 'Mark' };

/** What every n8n of the bench is made of. */
export interface Setting {
	runtime: N8nRuntime;
	tarball: string;
	peers: string;
	say: (line: string) => void;
	/** Told how to end what was started, should the bench be interrupted. */
	onStart: (stop: () => Promise<void>) => void;
}

interface CredentialRef {
	id: string;
	name: string;
}

/** A node of a workflow before it has a place in it. */
export interface Step {
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	credentials?: INode['credentials'];
	/** A failed item is an item with an error, and the workflow goes on. */
	goOn?: boolean;
}

/** What a server saw since it was last asked. */
export interface Counts {
	requests: number;
	/** Requests that were answered with 429. */
	refused: number;
	/** Milliseconds from the first request to the last answer. */
	span: number;
}

/** What one call of a workflow cost. */
export interface Call extends Counts {
	rows: number;
	failed: number;
	/** Of the first failure. */
	message: string;
	/** Milliseconds from the call to its answer. */
	ms: number;
	/** Seconds of the processor that n8n used. */
	cpu: number;
	/** Megabytes that n8n's memory grew by. */
	growth: number;
}

/** The server that n8n's nodes talk to. */
export interface Target {
	url: string;
	key: string;
	credential: { apiKey: string; baseUrl: string };
	counts?(): Promise<Counts>;
}

export const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** Tries of what a busy machine may hold up. */
const TRIES = 5;
/** n8n's check of its database times out while something else takes the processor, and a start takes too long. */
const BUSY = /Database is not ready|was not ready within|ECONNREFUSED|fetch failed/;

/** Does the work again if the machine was too busy for it, and says so. */
async function patiently<T>(what: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await work();
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			const [busy] = BUSY.exec(message) ?? [];
			if (busy === undefined || tries === TRIES) throw error;
			say(`${what}: "${busy}", tried again (${tries})`);
			await sleep(2_000 * tries);
		}
	}
}

/** An n8n with the packed pack and its peers, beside a server. */
export class BenchHost {
	private counter = 0;

	private constructor(
		readonly nex: Target,
		private readonly say: (line: string) => void,
		readonly n8n: N8nProcess,
		readonly client: N8nClient,
		private readonly userFolder: string,
		readonly nexApi: CredentialRef,
		readonly header: CredentialRef,
	) {}

	static async start(setting: Setting, nex: Target): Promise<BenchHost> {
		return await patiently('The start of n8n', setting.say, async () => await BenchHost.startOnce(setting, nex));
	}

	private static async startOnce({ runtime, tarball, peers, onStart, say }: Setting, nex: Target): Promise<BenchHost> {
		const userFolder = mkdtempSync(join(tmpdir(), 'nex-bench-'));
		await installCommunityPackage(runtime, userFolder, tarball);
		const n8n = await startN8n(runtime, { userFolder, env: { N8N_CUSTOM_EXTENSIONS: peers }, onSpawn: onStart });
		try {
			const client = new N8nClient(n8n.url);
			await client.signIn(owner);
			const nexApi = await client.saveCredential('Nex', 'nexApi', nex.credential);
			const header = await client.saveCredential('Nex by header', 'httpHeaderAuth', { name: 'Authorization', value: `Bearer ${nex.key}` });
			return new BenchHost(nex, say, n8n, client, userFolder, nexApi, header);
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** A node of the pack. */
	ours(name: string, parameters: INodeParameters): Step {
		return { type: `${PACKAGE}.${name}`, parameters, credentials: { nexApi: this.nexApi } };
	}

	/** A node of the bench itself. */
	bench(name: string, parameters: INodeParameters = {}): Step {
		return { type: `CUSTOM.${name}`, parameters };
	}

	/** The declarative node that somebody would write by hand. */
	plain(parameters: INodeParameters): Step {
		return { ...this.bench('benchRecords', parameters), credentials: { nexApi: this.nexApi } };
	}

	/** n8n's HTTP Request node, in its newest version, as it is dragged into a workflow. */
	httpRequest(parameters: INodeParameters): Step {
		return {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.4,
			parameters: { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth', ...parameters },
			credentials: { httpHeaderAuth: this.header },
		};
	}

	private async publish(name: string, steps: Step[], settings: object): Promise<ListedWorkflow> {
		const nodes = steps.map(({ type, typeVersion = 1, parameters = {}, credentials, goOn }, index): INode => {
			const place = { id: `node-${index}`, name: `${index} ${type}`, position: [220 * index, 0] as [number, number] };
			return {
				...place,
				type,
				typeVersion,
				parameters,
				...(credentials && { credentials }),
				...(goOn && { onError: 'continueRegularOutput' as const }),
				...(type.endsWith('.webhook') && { webhookId: String(parameters.path) }),
			};
		});
		const connections = Object.fromEntries(
			nodes
				.slice(0, -1)
				.map(({ name: from }, index) => [from, { main: [[{ node: nodes[index + 1]?.name ?? '', type: 'main' as const, index: 0 }]] }]),
		);
		return await patiently(`The workflow "${name}"`, this.say, async () => {
			const workflow = await this.client.createWorkflow({ name, nodes, connections, settings: { executionOrder: 'v1', ...settings } });
			await this.client.activate(workflow);
			return workflow;
		});
	}

	/** A published workflow of these steps whose executions are kept, as n8n does unless told otherwise. */
	async workflow(name: string, steps: Step[]): Promise<ListedWorkflow> {
		return await this.publish(name, steps, {});
	}

	/** A published workflow behind a webhook: items, these steps, a count. Its successes are not stored: that costs all alike. */
	async endpoint(name: string, steps: Step[]): Promise<(body?: object) => Promise<Call>> {
		const path = `bench-${++this.counter}`;
		const webhook: Step = {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
		};
		await this.publish(name, [webhook, this.bench('benchItems'), ...steps, this.bench('benchCount')], {
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
		});
		await until(
			`the webhook of "${name}" does not answer`,
			async () => (await fetch(`${this.n8n.url}/webhook/${path}`, { method: 'OPTIONS', headers: { connection: 'close' } })).ok || undefined,
		);
		return async (body = {}) => await patiently(`"${name}"`, this.say, async () => await this.call(name, path, body));
	}

	private async call(name: string, path: string, body: object): Promise<Call> {
		await sleep(200);
		await this.nex.counts?.();
		const growth = watchGrowth(this.n8n.pid);
		const cpu = cpuSeconds(this.n8n.pid);
		const begun = performance.now();
		const answer = await fetch(`${this.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(300_000),
		});
		const text = await answer.text();
		const ms = performance.now() - begun;
		if (!answer.ok) throw new Error(`"${name}" failed with HTTP ${answer.status}: ${text.slice(0, 300)}`);
		const counted = JSON.parse(text) as Pick<Call, 'rows' | 'failed' | 'message'>;
		const used = { cpu: cpuSeconds(this.n8n.pid) - cpu, growth: growth() };
		return {
			...counted,
			ms,
			...used,
			...((await this.nex.counts?.()) ?? { requests: 0, refused: 0, span: 0 }),
		};
	}

	/** Lets n8n finish what it still does, and collects its garbage, so that what it grows by is what comes next. */
	async settle(): Promise<void> {
		await sleep(500);
		process.kill(this.n8n.pid, 'SIGUSR2');
		await sleep(200);
		// Answered once the garbage is collected.
		await fetch(`${this.n8n.url}/healthz`, { headers: { connection: 'close' } });
		await sleep(200);
	}
}
