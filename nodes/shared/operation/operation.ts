import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { byName } from '../byName';
import type { NexRequest } from '../transport/request';
import type { Scope } from '../transport/scopes';
import type { ReadAnswer } from './answer';
import type { PathTemplate } from './path';
import { mergeFields } from './mergeFields';
import { runOperation } from './run';

/** Changes a request in ways that routing cannot say. It may throw a NodeOperationError. */
export type Prepare = (context: IExecuteSingleFunctions, request: NexRequest) => NexRequest | Promise<NexRequest>;

/** Goes on from an answer, such as by waiting for the job it began, and gives the body to read instead. */
export type Follow = (context: IExecuteSingleFunctions, request: NexRequest, body: unknown) => Promise<unknown>;

/** How an operation that gives many rows reads them. */
export interface Paging {
	by: 'offset' | 'cursor';
	/** Where Limit and the offset or cursor go. */
	in: 'body' | 'query';
	/** Rows to ask for at once. */
	pageSize: number;
}

/** One operation of a node, as data. */
export interface Operation {
	/** Title Case, with the object it acts on. */
	name: string;
	value: string;
	/** Sentence case, without articles. */
	action: string;
	description: string;
	/** The scope the key needs; every candidate where sources disagree. */
	scopes: readonly Scope[];
	method: IHttpRequestMethods;
	/** Braces name the fields that fill it. */
	url: PathTemplate;
	/** Values for braces that no field of the same name fills. It may throw a NodeOperationError. */
	path?: (context: IExecuteSingleFunctions) => Record<string, string>;
	/** Braces filled with opaque tokens, which may hold slashes. */
	tokens?: readonly string[];
	fields: INodeProperties[];
	/** Set on a POST that only reads. */
	readOnly?: boolean;
	paging?: Paging;
	/** How the body becomes rows; the whole body unless given. */
	answer?: ReadAnswer;
	/** Makes the items from the body itself, where rows are not enough, such as for a file. Pairing is added. */
	items?: (context: IExecuteSingleFunctions, body: unknown) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
	/** What "Simplify" does to a row. */
	simplify?: (row: IDataObject) => IDataObject;
	prepare?: Prepare;
	/** What comes between the answer and its reading, where there are no pages. */
	follow?: Follow;
	/** What a 404 means, without a full stop. */
	notFound?: string;
	/** What to do on a 410. */
	expired?: string;
	/** A narrower window of requests in flight than the key's own. */
	lane?: NexRequest['lane'];
}

/** An operation as n8n shows and runs it. */
export interface BuiltOperation {
	option: INodePropertyOptions;
	fields: INodeProperties[];
	definition: Operation;
}

/**
 * Makes an operation's entry in the Operation menu, routed through the one request function,
 * and its fields, shown only for it.
 */
export function operation(definition: Operation): BuiltOperation {
	const { name, value, action, description, method, url } = definition;
	return {
		definition,
		fields: updateDisplayOptions({ show: { operation: [value] } }, definition.fields),
		option: {
			name,
			value,
			action,
			description,
			routing: {
				request: { method, url },
				send: { paginate: true },
				operations: {
					async pagination(requestData) {
						return await runOperation(this, definition, requestData.options);
					},
				},
			},
		},
	};
}

/**
 * The properties of a node: the Operation menu, then every operation's fields.
 * n8n describes a tool and names a node by its operation only where a resource leads to the operation, so the one
 * that the node has is there, with nothing of it to see.
 */
export function operationProperties(resource: INodePropertyOptions, operations: BuiltOperation[], initial: string): INodeProperties[] {
	const { value } = resource;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'hidden',
			noDataExpression: true,
			options: [resource],
			default: value,
		},
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: operations.map(({ option }) => option).sort(byName),
			default: initial,
		},
		...mergeFields(operations.map(({ fields }) => fields)),
	];
}

/** The line under a node's name on the canvas: the name of the chosen operation. */
export function operationSubtitle(operations: BuiltOperation[]): string {
	const names = Object.fromEntries(operations.map(({ option }) => [option.value, option.name]));
	return `={{ (${JSON.stringify(names)})[$parameter["operation"]] }}`;
}
