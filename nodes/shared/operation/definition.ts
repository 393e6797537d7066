import type { IDataObject, IExecuteSingleFunctions, IHttpRequestMethods, INodeExecutionData } from 'n8n-workflow';
import type { ReadAnswer } from '../answers/rows';
import type { ToolOperation } from '../tool/operation';
import type { NexRequest } from '../transport/request';
import type { Scope } from '../transport/scopes';
import type { Exceptions, Form } from './form';

/** Changes a request in ways that routing cannot say. It may throw a NodeOperationError. */
export type Prepare = (context: IExecuteSingleFunctions, request: NexRequest, form: Form) => NexRequest | Promise<NexRequest>;

/** Goes on from an answer, such as by waiting for the job it began, and gives the body to read instead. */
export type ContinueFrom = (context: IExecuteSingleFunctions, request: NexRequest, body: unknown, form: Form) => Promise<unknown>;

/** Tells with the execution what the answer to a request leaves open. */
export type Tell = (context: IExecuteSingleFunctions, request: NexRequest, body: unknown) => void;

/** How an operation that gives many rows reads them. */
export interface Paging {
	by: 'offset' | 'cursor';
	/** Where Limit and the offset or cursor go. */
	in: 'body' | 'query';
	/** Rows to ask for at once. */
	pageSize: number;
}

/** One operation of a node, as data. */
export interface Operation extends ToolOperation {
	/** Title Case, with the object it acts on. */
	name: string;
	/** The scope the key needs; every candidate if sources disagree. */
	scopes: readonly Scope[];
	method: IHttpRequestMethods;
	/** Values for braces that no field of the same name fills. It may throw a NodeOperationError. */
	path?: (context: IExecuteSingleFunctions, form: Form) => Record<string, string>;
	/** Braces filled with opaque tokens, which may hold slashes. */
	tokens?: readonly string[];
	/** How fields are read, by name, whose type does not say it. */
	exceptions?: Exceptions;
	/** Set on a POST that only reads. */
	readOnly?: boolean;
	paging?: Paging;
	/** How the body becomes rows; the whole body unless given. */
	answer?: ReadAnswer;
	/** Makes the items from the body itself, if rows are not enough, such as for a file. Pairing is added. */
	items?: (context: IExecuteSingleFunctions, body: unknown, form: Form) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
	/** What "Simplify" does to a row. */
	simplify?: (row: IDataObject) => IDataObject;
	prepare?: Prepare;
	/** What comes between the answer and its reading, if there are no pages. */
	continueFrom?: ContinueFrom;
	tell?: Tell;
	/** What to do on a 410. */
	expired?: string;
	/** A lower concurrency limit than the key's own. */
	concurrencyLimit?: NexRequest['concurrencyLimit'];
}
