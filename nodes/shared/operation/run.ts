import type { DeclarativeRestApiSettings, IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { NexRequest } from '../transport/request';
import { nexRequest, TIMEOUT } from '../transport/request';
import type { PathValues } from './answer';
import { whole } from './answer';
import type { Operation, Paging } from './operation';
import type { CursorPage, OffsetPage } from './paging';
import { readCursorPages, readOffsetPages } from './paging';
import { fillPath, pathParameters, pathValue } from './path';
import { toggle, typedBody } from './typed';
import { validateFields } from './validate';

/** What n8n's engine has made of an operation's routing. */
export type RoutedOptions = Pick<
	DeclarativeRestApiSettings.HttpRequestOptions,
	'qs' | 'body' | 'proxy' | 'skipSslCertificateValidation' | 'allowedDomains'
>;

/** n8n 2.41 gathers a node's items in one function call: 150,000 break it, 100,000 do not. */
const MOST_ITEMS = 100_000;

function readPath(context: IExecuteSingleFunctions, operation: Operation): PathValues {
	const given = operation.path?.(context) ?? {};
	const values: PathValues = {};
	for (const name of pathParameters(operation.url)) {
		const read = pathValue(
			given[name] ?? context.getNodeParameter(name, undefined, { extractValue: true }),
			operation.tokens?.includes(name),
		);
		if ('problem' in read) {
			const field = operation.fields.find((one) => one.name === name);
			throw new NodeOperationError(context.getNode(), `"${field?.displayName ?? name}" ${read.problem}`, {
				description: 'Choose it from the list, or enter its ID.',
				itemIndex: context.getItemIndex(),
			});
		}
		values[name] = read.text;
	}
	return values;
}

const asObject = (value: unknown): IDataObject =>
	value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as IDataObject) : {};

function buildRequest(context: IExecuteSingleFunctions, operation: Operation, options: RoutedOptions, path: PathValues): NexRequest {
	const { timeout } = context.getNodeParameter('requestOptions', {}) as { timeout?: number };
	return {
		method: operation.method,
		path: fillPath(operation.url, path),
		query: options.qs,
		body:
			operation.method === 'GET' || operation.method === 'DELETE'
				? undefined
				: typedBody(context, operation.fields, asObject(options.body)),
		scopes: operation.scopes,
		readOnly: operation.readOnly,
		notFound: operation.notFound,
		expired: operation.expired,
		lane: operation.lane,
		timeout: timeout || TIMEOUT,
		signal: context.getExecutionCancelSignal(),
		itemIndex: context.getItemIndex(),
		host: {
			proxy: options.proxy,
			skipSslCertificateValidation: options.skipSslCertificateValidation === true,
			allowedDomains: options.allowedDomains,
		},
	};
}

const count = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

const withPage = (request: NexRequest, paging: Paging, page: IDataObject): NexRequest =>
	paging.in === 'body' ? { ...request, body: { ...request.body, ...page } } : { ...request, query: { ...request.query, ...page } };

/** Runs `read` with a request that ends when the execution is canceled, or when `read` has failed: other pages may still wait for their turn. */
async function endingTogether<Result>(request: NexRequest, read: (request: NexRequest) => Promise<Result>): Promise<Result> {
	const stop = new AbortController();
	const cancel = () => stop.abort(request.signal?.reason);
	if (request.signal?.aborted) cancel();
	request.signal?.addEventListener('abort', cancel, { once: true });
	try {
		return await read({ ...request, signal: stop.signal });
	} finally {
		request.signal?.removeEventListener('abort', cancel);
		stop.abort();
	}
}

async function readPages(
	context: IExecuteSingleFunctions,
	operation: Operation,
	paging: Paging,
	request: NexRequest,
	path: PathValues,
): Promise<IDataObject[]> {
	const limit = toggle(context.getNodeParameter('returnAll', false)) ? Infinity : Number(context.getNodeParameter('limit', 50));
	const rowsOf = (body: unknown) => (operation.answer ?? whole)(body, path);
	const announce = (rows: number) => {
		if (rows <= MOST_ITEMS) return;
		throw new NodeOperationError(
			context.getNode(),
			`n8n cannot carry more than ${MOST_ITEMS.toLocaleString('en')} items from one request, and there are more`,
			{
				description: 'Turn off "Return All" and set a Limit, or read the rest in a loop with an Offset.',
				itemIndex: context.getItemIndex(),
			},
		);
	};
	const identify = (row: IDataObject) => row.id;
	const wanted = { limit, pageSize: paging.pageSize };
	if (paging.by === 'cursor') {
		const fetchPage = async (cursor: string | undefined, size: number): Promise<CursorPage<IDataObject>> => {
			const { body } = await nexRequest(context, withPage(request, paging, { limit: size, cursor }));
			const { has_next_page: more, next_cursor: next } = asObject(body);
			return { rows: rowsOf(body), next: more !== false && next !== undefined && next !== null && next !== '' ? String(next) : undefined };
		};
		return await readCursorPages(fetchPage, wanted, identify, announce);
	}
	const first = Number(context.getNodeParameter('options.offset', 0));
	const fetchPage = async (offset: number, size: number): Promise<OffsetPage<IDataObject>> => {
		const { body } = await nexRequest(context, withPage(request, paging, { limit: size, offset: first + offset }));
		const { total, has_more: hasMore, next_offset: nextOffset } = asObject(body);
		const [rowsInAll, next] = [count(total), count(nextOffset)];
		return {
			rows: rowsOf(body),
			total: rowsInAll === undefined ? undefined : Math.max(0, rowsInAll - first),
			hasMore: typeof hasMore === 'boolean' ? hasMore : undefined,
			nextOffset: next === undefined ? undefined : next - first,
		};
	};
	return await readOffsetPages(fetchPage, wanted, identify, announce);
}

/** The most rows the form asks for; undefined where it does not ask. */
function wantedRows(context: IExecuteSingleFunctions, { fields }: Operation): number | undefined {
	if (!fields.some(({ name }) => name === 'limit') || toggle(context.getNodeParameter('returnAll', false))) return undefined;
	return Number(context.getNodeParameter('limit', 50));
}

async function readItems(context: IExecuteSingleFunctions, operation: Operation, options: RoutedOptions): Promise<INodeExecutionData[]> {
	// What stands in the path is checked as it is read.
	const inPath = pathParameters(operation.url);
	validateFields(
		context,
		operation.fields.filter(({ name }) => !inPath.includes(name)),
	);
	const path = readPath(context, operation);
	const request = buildRequest(context, operation, options, path);
	const prepared = operation.prepare ? await operation.prepare(context, request) : request;
	const readOnce = async () => {
		const { body } = await nexRequest(context, prepared);
		return operation.follow ? await operation.follow(context, prepared, body) : body;
	};
	if (operation.items) return await operation.items(context, await readOnce());
	const { paging } = operation;
	const rows = paging
		? await endingTogether(prepared, async (paged) => await readPages(context, operation, paging, paged, path))
		: (operation.answer ?? whole)(await readOnce(), path).slice(0, wantedRows(context, operation));
	const simplify = operation.simplify && toggle(context.getNodeParameter('simplify', false)) ? operation.simplify : undefined;
	return rows.map((row) => ({ json: simplify ? simplify(row) : row }));
}

/**
 * Runs one operation for one item, as the pagination function of n8n's RoutingNode.
 * Every item that comes out is paired with the item that went in, a failed one included where the
 * node continues on errors, because the engine would lose the pairing (n8n 2.41, RoutingNode.runNode).
 */
export async function runOperation(
	context: IExecuteSingleFunctions,
	operation: Operation,
	options: RoutedOptions,
): Promise<INodeExecutionData[]> {
	const pairedItem = { item: context.getItemIndex() };
	try {
		const items = await readItems(context, operation, options);
		return items.map((item) => ({ ...item, pairedItem }));
	} catch (error) {
		const known = error instanceof NodeApiError || error instanceof NodeOperationError;
		const nodeError = known ? error : new NodeOperationError(context.getNode(), error as Error, { itemIndex: context.getItemIndex() });
		if (!context.continueOnFail()) throw nodeError;
		return [{ json: { error: nodeError.message }, error: nodeError, pairedItem }];
	}
}
