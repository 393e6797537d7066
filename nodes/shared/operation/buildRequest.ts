import type { DeclarativeRestApiSettings, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { PathValues } from '../answers/rows';
import { asObject } from '../isObject';
import { fillPath, pathParameters, pathValue } from '../transport/path';
import type { NexRequest } from '../transport/request';
import { TIMEOUT } from '../transport/request';
import { acceptOfItem } from '../values/accept';
import { isEmpty } from '../values/blank';
import { readField } from '../values/field';
import { pickedIn } from '../values/id';
import type { Operation } from './definition';
import type { Form } from './form';
import { readRouted } from './routed';

/** What n8n's engine has made of an operation's routing. */
export type RoutedOptions = Pick<DeclarativeRestApiSettings.HttpRequestOptions, 'qs' | 'body' | 'proxy' | 'skipSslCertificateValidation'>;

/** What a field holds, which n8n takes out of a URL. A blank one is that, though n8n fails to take anything out of it. */
function extracted(context: IExecuteSingleFunctions, name: string): unknown {
	const isUrl = asObject(context.getNode().parameters[name]).mode === 'url';
	return isUrl && isEmpty(context.getNodeParameter(name, undefined))
		? ''
		: context.getNodeParameter(name, undefined, { extractValue: true });
}

/**
 * Reads the values of the path's parameters, by name.
 *
 * @throws NodeOperationError that names the field whose value cannot stand in a path
 */
export function readPath(context: IExecuteSingleFunctions, operation: Operation, form: Form): PathValues {
	const given = operation.path?.(context, form) ?? {};
	const values: PathValues = {};
	for (const name of pathParameters(operation.url)) {
		const read = pathValue(given[name] ?? pickedIn(extracted(context, name)), operation.tokens?.includes(name));
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

/** "Timeout" among the options that n8n gives to every node with routing. */
const TIMEOUT_OPTION: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	default: TIMEOUT,
	typeOptions: { minValue: 1, numberPrecision: 0 },
};

/** @throws NodeOperationError if the timeout cannot be used */
function readTimeout(context: IExecuteSingleFunctions): number {
	const { timeout } = asObject(context.getNodeParameter('requestOptions', {}));
	return Number(
		acceptOfItem(context, TIMEOUT_OPTION, readField(timeout === 0 ? undefined : timeout, TIMEOUT_OPTION, context.getTimezone())),
	);
}

/**
 * The request of an operation for one item, before the operation prepares it.
 *
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function buildRequest(context: IExecuteSingleFunctions, operation: Operation, options: RoutedOptions, path: PathValues): NexRequest {
	const { fields, exceptions } = operation;
	const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
	return {
		method: operation.method,
		path: fillPath(operation.url, path),
		query: readRouted(context, fields, 'query', options.qs ?? {}, exceptions),
		body: hasBody ? readRouted(context, fields, 'body', asObject(options.body), exceptions) : undefined,
		scopes: operation.scopes,
		readOnly: operation.readOnly,
		notFound: operation.notFound,
		expired: operation.expired,
		concurrencyLimit: operation.concurrencyLimit,
		timeout: readTimeout(context),
		signal: context.getExecutionCancelSignal(),
		itemIndex: context.getItemIndex(),
		host: {
			proxy: options.proxy,
			skipSslCertificateValidation: options.skipSslCertificateValidation === true,
		},
	};
}
