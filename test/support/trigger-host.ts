import type { IDataObject, INode, INodeExecutionData, INodeType, IRun, ITriggerFunctions, WorkflowActivateMode } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { Container } from '@n8n/di';
import type { CredentialStore, StoredCredential } from './host';
import { additionalData, core, workflowWith } from './host';
import { isN8n1, runFrom, startTriggers, stopTriggers } from './n8n-versions';

type Emit = ITriggerFunctions['emit'];
type DonePromise = NonNullable<Parameters<Emit>[2]>;

/** One execution that the trigger asked for and the host started. */
export interface Execution {
	items: INodeExecutionData[];
	key: string | undefined;
	/** Ends it; the host does so by itself if `runs` is a number. */
	end(): void;
	/** The host could not start it after all. */
	fail(error: Error): void;
}

export interface HostOptions {
	/** Milliseconds an execution takes; `never` leaves ending to the test, `unsignalled` never tells the trigger. */
	runs?: number | 'never' | 'unsignalled';
	/** False: a host that does not know the argument, as older ones. */
	deduplicates?: boolean;
	/** Executions before this one in a host's life that hold a key. */
	keys?: Set<string>;
	/** What is stored of the workflow, as JSON. */
	staticData?: string;
	credential: StoredCredential;
	parameters?: Record<string, unknown>;
	nodeName?: string;
	nodeId?: string;
	/** The name of a second node with the same ID. */
	twin?: string;
	credentialId?: string;
	workflowId?: string;
	activation?: WorkflowActivateMode;
}

/**
 * The part of n8n that a trigger sees in production, through n8n-core's own classes: it stores static
 * data at the end of an activation and at each emit, drops a key that it has seen, runs executions
 * and settles their promises. A test says how long they take and what goes wrong.
 */
export class TriggerHost {
	readonly executions: Execution[] = [];
	/** Errors shown as failed executions. */
	readonly failures: Error[] = [];
	/** Errors that closed the node. */
	readonly fatal: Error[] = [];
	/** What the trigger warned of in the log. */
	readonly warnings: string[] = [];
	readonly credentials: CredentialStore;
	readonly keys: Set<string>;
	/** Keys that came a second time. */
	readonly duplicates: string[] = [];
	/** Executions that have not ended. */
	inFlight = 0;
	mostInFlight = 0;
	/** The largest static data that was stored, in characters. */
	largestState = 0;
	staticData: string;
	/** Emits after the trigger was closed. */
	late = 0;
	runs: NonNullable<HostOptions['runs']>;
	/** What n8n's scheduler calls at each of the node's times; a test may call it sooner. */
	readonly ticks: ((at: Date) => void)[] = [];
	/** Called for every execution that starts. */
	onExecution: ((execution: Execution) => void) | undefined;
	#workflow: Workflow | undefined;
	#dead = false;

	constructor(
		private readonly type: INodeType,
		private readonly options: HostOptions,
	) {
		this.credentials = { nexApi: { ...options.credential } };
		this.keys = options.keys ?? new Set();
		this.staticData = options.staticData ?? '{}';
		this.runs = options.runs ?? 0;
	}

	get items(): IDataObject[] {
		return this.executions.flatMap(({ items }) => items.map(({ json }) => json));
	}

	#build(): Workflow {
		const { parameters = {}, nodeName = 'Nex', nodeId = 'nex', workflowId = 'workflow' } = this.options;
		const plain = workflowWith(
			this.type,
			parameters,
			{ id: nodeId, name: nodeName, credentials: { nexApi: { id: this.options.credentialId ?? '1', name: 'Nex' } } },
			true,
		);
		const node = plain.getNode(nodeName);
		if (!node) throw new Error('the workflow lost its node');
		const { twin } = this.options;
		const triggers = [node, ...(twin === undefined ? [] : [{ ...node, name: twin }])];
		const next = { ...node, id: 'next', name: 'Next', disabled: true };
		return new Workflow({
			id: workflowId,
			active: true,
			nodes: [...triggers, next],
			connections: Object.fromEntries(triggers.map(({ name }) => [name, { main: [[{ node: next.name, type: 'main', index: 0 }]] }])),
			settings: { executionOrder: 'v1' },
			nodeTypes: plain.nodeTypes,
			staticData: JSON.parse(this.staticData) as IDataObject,
		});
	}

	#store(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.staticData = JSON.stringify(workflow.staticData);
		this.largestState = Math.max(this.largestState, this.staticData.length);
		workflow.staticData.__dataChanged = false;
	}

	#emit(workflow: Workflow): Emit {
		return (data, _response, done, key) => {
			if (this.#dead) return;
			if (this.#workflow !== workflow) this.late++;
			this.#store(workflow);
			const known = !isN8n1 && this.options.deduplicates !== false && key !== undefined;
			if (known && this.keys.has(key)) {
				this.duplicates.push(key);
				setImmediate(() => done?.resolve(undefined as never));
				return;
			}
			if (known) this.keys.add(key);
			this.#run(data[0] ?? [], key, done);
		};
	}

	#run(items: INodeExecutionData[], key: string | undefined, done: DonePromise | undefined): void {
		let open = true;
		const settle = (act: () => void) => () => {
			if (!open) return;
			open = false;
			this.inFlight--;
			if (!this.#dead) act();
		};
		const execution: Execution = {
			items,
			key,
			end: settle(() => done?.resolve({ finished: true } as unknown as IRun)),
			fail: (error) => settle(() => done?.reject(error))(),
		};
		this.executions.push(execution);
		this.inFlight++;
		this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
		this.onExecution?.(execution);
		if (this.runs === 'unsignalled') settle(() => undefined)();
		else if (this.runs === 0) setImmediate(execution.end);
		else if (typeof this.runs === 'number') setTimeout(execution.end, this.runs);
	}

	/** What n8n gives a trigger to work with. */
	#context(workflow: Workflow, node: INode, data: ReturnType<typeof additionalData>, activation: WorkflowActivateMode): ITriggerFunctions {
		const context = new core.TriggerContext(
			workflow,
			node,
			data,
			'trigger',
			activation,
			this.#emit(workflow),
			(error: Error) => this.fatal.push(error),
			(error: Error) => this.failures.push(error),
		);
		const { registerCron } = context.helpers;
		const warn = (message: string) => void this.warnings.push(message);
		const error = (message: string) => {
			warn(message);
			// There is no failed execution in n8n 1 that leaves the trigger running: the log tells in its place.
			if (isN8n1) this.failures.push(new Error(message));
		};
		Object.defineProperty(context, 'logger', { value: { info: () => undefined, debug: () => undefined, error, warn } });
		context.helpers.registerCron = (cron, onTick) => {
			this.ticks.push(onTick);
			return registerCron(cron, onTick);
		};
		return context;
	}

	/** Activates the workflow as n8n does; rejects as n8n's activation would. */
	async activate(activation: WorkflowActivateMode = this.options.activation ?? 'activate'): Promise<void> {
		Container.get(core.InstanceSettings).markAsLeader();
		const workflow = this.#build();
		const data = additionalData(this.credentials, 'trigger');
		this.#workflow = workflow;
		await startTriggers(
			workflow.id,
			workflow,
			data,
			'trigger',
			activation,
			(of, node) => this.#context(of, node, data, activation),
			() => {
				throw new Error('this node does not poll');
			},
		);
		this.#store(workflow);
	}

	/** Starts the node again while the old one still runs, as n8n may after an error. */
	async activateAgainWithoutClosing(): Promise<() => Promise<void>> {
		const workflow = this.#build();
		const data = additionalData(this.credentials, 'trigger');
		const node = workflow.getTriggerNodes()[0];
		if (!node || !this.type.trigger) throw new Error('there is no trigger');
		const context = this.#context(workflow, node, data, 'init');
		this.#workflow = workflow;
		const response = await this.type.trigger.call(context);
		this.#store(workflow);
		return async () => await response?.closeFunction?.();
	}

	async deactivate(): Promise<void> {
		this.#workflow = undefined;
		await stopTriggers(this.options.workflowId ?? 'workflow');
	}

	/** The process is gone: nothing that it still does reaches the database. */
	kill(): void {
		this.#dead = true;
	}

	/** The database as the next process finds it. The node of this process goes on from what it knows, another one does not. */
	survivor(changes: Partial<HostOptions> = {}, type = this.type): TriggerHost {
		return new TriggerHost(type, {
			...this.options,
			credential: this.credentials.nexApi,
			keys: this.keys,
			staticData: this.staticData,
			...changes,
		});
	}

	/** "Test step" in the editor: what the user gets, or the error that is shown. */
	async test(): Promise<INodeExecutionData[]> {
		const workflow = this.#build();
		const data = additionalData(this.credentials, 'manual');
		const start = workflow.getTriggerNodes()[0];
		if (!start) throw new Error('the workflow lost its node');
		const run = await runFrom(new core.WorkflowExecute(data, 'manual'), workflow, start);
		const { error, runData } = run.data.resultData;
		const [outcome] = runData[start.name] ?? [];
		const shown = error ?? outcome?.error;
		// n8n keeps errors as plain objects.
		if (shown) throw Object.assign(new Error(shown.message), { description: shown.description });
		return outcome?.data?.main?.[0] ?? [];
	}
}

/** Resolves when `condition` holds; rejects with what was waited for when it does not within `milliseconds`. */
export async function until(condition: () => boolean, what: string, milliseconds = 10_000): Promise<void> {
	const end = performance.now() + milliseconds;
	while (!condition()) {
		if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
		await new Promise((resolve) => setImmediate(resolve));
	}
}
