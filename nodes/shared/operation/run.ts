import type { DeclarativeRestApiSettings, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asObject } from '../isObject';
import type { NexRequest } from '../transport/request';
import { nexRequest, TIMEOUT } from '../transport/request';
import type { PathValues } from './answer';
import { whole } from './answer';
import type { Operation } from './definition';
import { endingTogether, readPages } from './pages';
import { fillPath, pathParameters, pathValue } from './path';
import { toggle, typedBody } from './typed';
import { validateFields } from './validate';

/** What n8n's engine has made of an operation's routing. */
export type RoutedOptions = Pick<
	DeclarativeRestApiSettings.HttpRequestOptions,
	'qs' | 'body' | 'proxy' | 'skipSslCertificateValidation' | 'allowedDomains'
>;

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
		narrowWindow: operation.narrowWindow,
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
		return operation.continueFrom ? await operation.continueFrom(context, prepared, body) : body;
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
