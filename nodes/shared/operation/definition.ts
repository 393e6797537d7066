import type { IDataObject, IExecuteSingleFunctions, IHttpRequestMethods, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { NexRequest } from '../transport/request';
import type { Scope } from '../transport/scopes';
import type { ReadAnswer } from './answer';
import type { Exceptions, Form } from './form';
import type { PathTemplate } from './path';

/** Changes a request in ways that routing cannot say. It may throw a NodeOperationError. */
export type Prepare = (context: IExecuteSingleFunctions, request: NexRequest, form: Form) => NexRequest | Promise<NexRequest>;

/** Goes on from an answer, such as by waiting for the job it began, and gives the body to read instead. */
export type ContinueFrom = (context: IExecuteSingleFunctions, request: NexRequest, body: unknown, form: Form) => Promise<unknown>;

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
	/** What its items hold, for a model that knows nothing else of it: the end of a sentence that starts with "Returns". */
	returns: string;
	/** The scope the key needs; every candidate where sources disagree. */
	scopes: readonly Scope[];
	method: IHttpRequestMethods;
	/** Braces name the fields that fill it. */
	url: PathTemplate;
	/** Values for braces that no field of the same name fills. It may throw a NodeOperationError. */
	path?: (context: IExecuteSingleFunctions, form: Form) => Record<string, string>;
	/** Braces filled with opaque tokens, which may hold slashes. */
	tokens?: readonly string[];
	fields: INodeProperties[];
	/** How fields are read, by name, whose type does not say it. */
	exceptions?: Exceptions;
	/** Set on a POST that only reads. */
	readOnly?: boolean;
	paging?: Paging;
	/** How the body becomes rows; the whole body unless given. */
	answer?: ReadAnswer;
	/** Makes the items from the body itself, where rows are not enough, such as for a file. Pairing is added. */
	items?: (context: IExecuteSingleFunctions, body: unknown, form: Form) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
	/** What "Compact Answer" does to a row that goes to a model, besides leaving out what is empty. */
	compact?: (row: IDataObject) => IDataObject;
	/** What "Simplify" does to a row. */
	simplify?: (row: IDataObject) => IDataObject;
	prepare?: Prepare;
	/** What comes between the answer and its reading, where there are no pages. */
	continueFrom?: ContinueFrom;
	/** What a 404 means, without a full stop. */
	notFound?: string;
	/** What to do on a 410. */
	expired?: string;
	/** A narrower window of requests in flight than the key's own. */
	narrowWindow?: NexRequest['narrowWindow'];
}
