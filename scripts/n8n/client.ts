import { parse } from 'flatted';
import type { ExecutionStatus, IConnections, INode, IRunExecutionData, IWorkflowSettings } from 'n8n-workflow';

/** n8n ties a session's cookie to this header; the editor keeps the same value in localStorage['n8n-browserId']. */
export const BROWSER_ID = 'n8n-nodes-nex';

/** Who signs in: n8n asks for an owner before anything else. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** A workflow as it is created: what an exported workflow file holds. */
export interface WorkflowDraft {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: string;
	startedAt: string;
	stoppedAt?: string;
}

export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

export interface ListedWorkflow {
	id: string;
	name: string;
	active: boolean;
	versionId: string;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const unfinished: readonly ExecutionStatus[] = ['new', 'running', 'waiting', 'unknown'];

/** Whether an execution has come to its end, good or bad. */
export const isFinished = ({ status }: { status: ExecutionStatus }): boolean => !unfinished.includes(status);

/**
 * Tries `probe` again and again until it gives something.
 * @param what named in the error, as in "no execution of X"
 * @param timeout in milliseconds
 */
export async function until<T>(what: string, probe: () => Promise<T | undefined>, timeout = 60_000): Promise<T> {
	const deadline = Date.now() + timeout;
	for (;;) {
		const found = await probe();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s: ${what}`);
		await sleep(200);
	}
}

/** A signed-in session at an n8n, over the REST interface that its editor uses. */
export class N8nClient {
	private cookie = '';

	constructor(readonly url: string) {}

	/** Name and value of the session cookie, for a browser to take over the session. */
	get session(): { name: string; value: string } {
		const [name = '', ...value] = this.cookie.split('=');
		return { name, value: value.join('=') };
	}

	/** @throws with n8n's own message if it refuses */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				connection: 'close',
				'browser-id': BROWSER_ID,
				...(this.cookie && { cookie: this.cookie }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`n8n answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`);
		const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
		if (cookie) [this.cookie = ''] = cookie.split(';');
		return (JSON.parse(text) as { data: T }).data;
	}

	/** Signs in as the owner, who is created if this n8n has none yet. */
	async signIn(owner: Owner): Promise<void> {
		// n8n 1 says that it is ready before it answers here.
		const { userManagement } = await until(
			'n8n does not tell its settings',
			async () => await this.request<{ userManagement: { showSetupOnFirstLoad?: boolean } }>('GET', '/settings').catch(() => undefined),
		);
		if (userManagement.showSetupOnFirstLoad) await this.request('POST', '/owner/setup', owner);
		else await this.request('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	}

	/** Creates a credential, or overwrites the one of that name and type. */
	async saveCredential(name: string, type: string, data: object): Promise<{ id: string; name: string }> {
		const all = await this.request<Array<{ id: string; name: string; type: string }>>('GET', '/credentials');
		const known = all.find((one) => one.name === name && one.type === type);
		if (known) await this.request('PATCH', `/credentials/${known.id}`, { name, type, data });
		const { id } = known ?? (await this.request<{ id: string }>('POST', '/credentials', { name, type, data }));
		return { id, name };
	}

	async workflows(): Promise<ListedWorkflow[]> {
		return await this.request('GET', '/workflows');
	}

	async createWorkflow(draft: WorkflowDraft): Promise<ListedWorkflow> {
		// n8n 1 cannot do without `active`.
		return await this.request('POST', '/workflows', { settings: {}, active: false, ...draft });
	}

	/** Saves changes to a workflow, such as another name; what is published stays until it is published again. */
	async updateWorkflow({ id }: Pick<ListedWorkflow, 'id'>, change: (workflow: WorkflowDraft) => WorkflowDraft): Promise<ListedWorkflow> {
		const { versionId, name, nodes, connections, settings } = await this.request<WorkflowDraft & ListedWorkflow>('GET', `/workflows/${id}`);
		return await this.request('PATCH', `/workflows/${id}`, { versionId, ...change({ name, nodes, connections, settings }) });
	}

	/** Publishes a workflow and waits until its triggers run. */
	async activate({ id, versionId, name }: ListedWorkflow): Promise<void> {
		await this.request('POST', `/workflows/${id}/activate`, { versionId, name, description: '' });
		await until(`the workflow "${name}" was not published`, async () => {
			// n8n 1 has started the triggers when it answers, and has no such address.
			const { status, error } = await this.request<{ status: string; error?: unknown }>('GET', `/workflows/${id}/publication-status`).catch(
				(reason: unknown) => {
					if (String(reason).includes('answered 404')) return { status: 'published', error: undefined };
					throw reason;
				},
			);
			if (status === 'failed') throw new Error(`The workflow "${name}" could not be published: ${JSON.stringify(error)}`);
			return status === 'published' || undefined;
		});
	}

	async deactivate(id: string): Promise<void> {
		await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Starts a workflow by hand from the named trigger node. */
	async runWorkflow(id: string, triggerName: string): Promise<string> {
		// n8n 1 runs what it is sent, n8n 2 what it has.
		const workflowData = await this.request('GET', `/workflows/${id}`);
		const { executionId } = await this.request<{ executionId: string }>('POST', `/workflows/${id}/run`, {
			workflowData,
			triggerToStartFrom: { name: triggerName },
		});
		return executionId;
	}

	/** The executions of a workflow, newest first. */
	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.request<{ results: ExecutionSummary[] }>('GET', `/executions?limit=50&filter=${filter}`);
		return results;
	}

	/** Every execution of a workflow, newest first. */
	async allExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const all: ExecutionSummary[] = [];
		let next: string | undefined = '';
		while (next !== undefined) {
			const page: { results: ExecutionSummary[]; nextCursor?: string | null } = await this.request(
				'GET',
				`/executions?limit=100&filter=${filter}${next}`,
			);
			all.push(...page.results);
			const last = page.results.at(-1);
			if (page.nextCursor) next = `&cursor=${encodeURIComponent(page.nextCursor)}`;
			// n8n 1 knows no cursor: it goes on after the last ID.
			else next = page.nextCursor === undefined && last && page.results.length === 100 ? `&lastId=${last.id}` : undefined;
		}
		return all;
	}

	async execution(id: string): Promise<Execution> {
		const found = await this.request<ExecutionSummary & { data: string }>('GET', `/executions/${id}`);
		return { ...found, data: parse(found.data) as IRunExecutionData };
	}

	/** @param timeout in milliseconds */
	async finishedExecution(id: string, timeout = 60_000): Promise<Execution> {
		return await until(
			`execution ${id} did not end`,
			async () => {
				const execution = await this.execution(id);
				// n8n 1 says that it has ended a moment before it has what came out.
				return isFinished(execution) && execution.data ? execution : undefined;
			},
			timeout,
		);
	}
}

/** The items that a node gave in an execution, on its first output. */
export function itemsOf({ data }: Execution, nodeName: string): Array<Record<string, unknown>> {
	return (data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[0] ?? []).map(({ json }) => json);
}

/** Why an execution failed, as n8n tells its user; empty if it did not. */
export function failureOf({ data }: Execution): string {
	const error = data.resultData.error;
	return error ? [error.message, 'description' in error ? error.description : undefined].filter(Boolean).join(' – ') : '';
}
