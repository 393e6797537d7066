import { randomUUID } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	ISupplyDataFunctions,
	IWorkflowExecuteAdditionalData,
	NodeParameterValueType,
	WorkflowExecuteMode,
} from 'n8n-workflow';

// n8n-core writes its settings file on first use: it must not be the developer's own.
if (!process.env.N8N_USER_FOLDER) throw new Error('N8N_USER_FOLDER has to be a folder that nobody needs');
process.env.N8N_ENCRYPTION_KEY ??= 'only for tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

import * as core from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, NodeHelpers, Workflow } from 'n8n-workflow';
import { NexApi } from '../../credentials/NexApi.credentials';

/** What a test gives as the stored credential: the decrypted fields of "Nex API". */
export type StoredCredential = ICredentialDataDecryptedObject;

/** A credential that a test may change while a node is running, as a user would in the editor. */
export interface CredentialStore {
	nexApi: StoredCredential;
	/** What n8n fails with when it is asked for the credential. */
	failure?: Error;
}

const credentialType: ICredentialType = new NexApi();

/**
 * Applies the credential type's own `authenticate` the way n8n's credentials helper does. Only a function will do: n8n
 * evaluates no expressions for a trigger once its activation is over.
 */
async function authenticate(data: StoredCredential, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	if (typeof credentialType.authenticate !== 'function') throw new Error('No bridge acquired for this context');
	return await credentialType.authenticate(data, request);
}

type GetDecrypted = Parameters<IWorkflowExecuteAdditionalData['credentialsHelper']['getDecrypted']>;

/** Resolves the expressions in a credential for the item that asks, as n8n's credentials helper does. */
function resolved(
	stored: StoredCredential,
	mode: GetDecrypted[3],
	executeData: GetDecrypted[4],
	values: NonNullable<GetDecrypted[6]>,
): StoredCredential {
	if (!Object.values(stored).some((value) => typeof value === 'string' && value.startsWith('='))) return stored;
	const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = values;
	return workflow.expression.getParameterValue(
		stored as INodeParameters,
		runExecutionData,
		runIndex,
		itemIndex,
		node.name,
		connectionInputData,
		mode,
		{},
		executeData,
	) as StoredCredential;
}

/**
 * The host's side of an execution, with the credential read from `store` on every request.
 * Only what n8n's engine asks of it is there.
 */
export function additionalData(store: CredentialStore, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
	const partial = {
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		hooks: new core.ExecutionLifecycleHooks(mode, '1', {
			id: 'workflow',
			name: 'test',
			active: false,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [],
			connections: {},
			activeVersionId: null,
		} as never),
		setExecutionStatus: () => undefined,
		externalSecretsProxy: {},
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			getDecrypted: async (...[, , , mode, executeData, isRaw, values]: GetDecrypted) => {
				if (store.failure) throw store.failure;
				const stored = { ...store.nexApi };
				return isRaw === true || !values ? stored : resolved(stored, mode, executeData, values);
			},
			preAuthentication: async () => undefined,
			authenticate: async (data: unknown, _type: string, request: IHttpRequestOptions) =>
				await authenticate(data as StoredCredential, request),
		},
	};
	return partial as unknown as IWorkflowExecuteAdditionalData;
}

const inputType = {
	description: {
		name: 'input',
		displayName: 'Input',
		version: 1,
		group: [],
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
} as unknown as INodeType;

function nodeTypes(type: INodeType) {
	const byName: Record<string, INodeType> = { nex: type, input: inputType };
	const find = (name: string) => byName[name] ?? inputType;
	return {
		getByName: find,
		getByNameAndVersion: (name: string, version?: number) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}

/** Prepares a node type the way n8n's package loader does: request options, and RoutingNode as its `execute`. */
function loadNodeType(type: INodeType): INodeType {
	if (type.trigger || type.poll || type.execute) return type;
	core.DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
	type.execute = async function () {
		return (await new core.RoutingNode(this as never, type).runNode()) ?? [[]];
	};
	return type;
}

/** A workflow of one input node and the Nex node under test, with default parameter values filled in. */
export function workflowWith(type: INodeType, parameters: Record<string, unknown>, extra: Partial<INode> = {}, active = false): Workflow {
	const nodes: INode[] = [
		{ id: 'input', name: 'Input', type: 'input', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: 'nex',
			name: 'Nex',
			type: 'nex',
			typeVersion: 1,
			position: [0, 0],
			parameters: parameters as INodeParameters,
			credentials: { nexApi: { id: '1', name: 'Nex' } },
			...extra,
		},
	];
	return new Workflow({
		id: 'workflow',
		active,
		nodes,
		connections: { Input: { main: [[{ node: 'Nex', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		nodeTypes: nodeTypes(type),
	});
}

export interface NodeRun {
	run: IRun;
	/** The error the execution ended with, if any. */
	error: (Error & { description?: string | null; httpCode?: string | null; context?: Record<string, unknown> }) | undefined;
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the error output, if `onError` asks for one. */
	errorItems: INodeExecutionData[];
}

export interface RunOptions {
	parameters: Record<string, unknown>;
	credential: StoredCredential;
	items?: INodeExecutionData[];
	node?: Partial<INode>;
	/** Aborting it cancels the execution, as the editor's stop button does. */
	cancel?: AbortSignal;
}

/** Runs one declarative node through n8n's real engine and gives what a user would see. */
export async function runNode(
	type: INodeType,
	{ parameters, credential, items = [{ json: {} }], node = {}, cancel }: RunOptions,
): Promise<NodeRun> {
	const workflow = workflowWith(loadNodeType(type), parameters, node);
	const start = workflow.getNode('Nex');
	if (!start) throw new Error('the workflow lost its node');
	const data = createRunExecutionData({
		// What came before, which n8n looks for the item that an error belongs to.
		resultData: {
			runData: {
				Input: [{ startTime: 0, executionIndex: 0, executionTime: 0, executionStatus: 'success', source: [], data: { main: [items] } }],
			},
		},
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node: start, data: { main: [items] }, source: { main: [{ previousNode: 'Input' }] } }],
		},
	});
	const promise = new core.WorkflowExecute(additionalData({ nexApi: credential }, 'manual'), 'manual', data).processRunExecutionData(
		workflow,
	);
	cancel?.addEventListener('abort', () => promise.cancel(), { once: true });
	const run = await promise;
	const main = run.data.resultData.runData.Nex?.[0]?.data?.main ?? [];
	return { run, error: run.data.resultData.error as NodeRun['error'], items: main[0] ?? [], errorItems: main[1] ?? [] };
}

/** The context n8n gives to the editor's pickers and forms, for the parameters as they stand in the form. */
export function editorContext(
	type: INodeType,
	parameters: Record<string, NodeParameterValueType | object>,
	credential: StoredCredential,
	path = '',
) {
	const workflow = workflowWith(loadNodeType(type), parameters as Record<string, unknown>);
	const node = workflow.getNode('Nex');
	if (!node) throw new Error('the workflow lost its node');
	const data = { ...additionalData({ nexApi: credential }, 'internal'), currentNodeParameters: node.parameters };
	return new core.LoadOptionsContext(workflow, node, data, path);
}

/** The context that n8n gives to a node that an agent asks for its memory, and what the node writes into the execution's log. */
export function memoryContext(
	type: INodeType,
	{ parameters, credential, items = [{ json: {} }], node: extra = {}, cancel }: RunOptions,
): { context: ISupplyDataFunctions; log: () => IDataObject[] } {
	const workflow = workflowWith(type, parameters, extra);
	const node = workflow.getNode('Nex');
	if (!node) throw new Error('the workflow lost its node');
	const data = createRunExecutionData();
	const input = { main: [items] };
	const additional = { ...additionalData({ nexApi: credential }, 'manual'), executionId: randomUUID() };
	const context = new core.SupplyDataContext(
		workflow,
		node,
		additional,
		'manual',
		data,
		0,
		items,
		input,
		NodeConnectionTypes.AiMemory,
		{ node, data: input, source: { main: [{ previousNode: 'Input' }] } },
		[],
		cancel,
	);
	const runs = () => data.resultData.runData.Nex ?? [];
	return { context, log: () => runs().flatMap((run) => run.data?.ai_memory?.[0]?.map(({ json }) => json) ?? []) };
}

export { core };
