import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { saysNothing } from '../answers/promised';
import { isBareRow, outOfEnvelope } from '../answers/rows';
import { asObject, objectsIn } from '../isObject';
import { answerForModel } from '../tool/answer';
import { deepFields } from '../tool/description';
import { tellModel } from '../tool/error';
import { withMeantObjectType } from '../tool/objectType';
import { meantIn, withoutFillers } from '../tool/said';
import { calledByModel, isTool, losesErrors, readAnswerSettings } from '../tool/settings';
import { pathParameters } from '../transport/path';
import type { NexRequest } from '../transport/request';
import { nexRequest } from '../transport/request';
import { answeredWithout, assertAnswer } from './assertAnswer';
import type { RoutedOptions } from './buildRequest';
import { buildRequest, readPath } from './buildRequest';
import type { Operation } from './definition';
import type { Form } from './form';
import { readForm } from './form';
import { allRowsOf, endingTogether, readPages } from './pages';
import { stopping } from './stopping';
import { unexpected } from './unexpected';

/** The most rows the form asks for; undefined if it does not ask. */
const wantedRows = (form: Form, { body, query }: NexRequest): number | undefined => {
	const limit = form.get('returnAll') === true ? undefined : (form.get('limit') ?? body?.limit ?? query?.limit);
	return typeof limit === 'number' ? limit : undefined;
};

async function readItems(
	context: IExecuteSingleFunctions,
	operation: Operation,
	options: RoutedOptions,
	goOn: () => void,
): Promise<INodeExecutionData[]> {
	goOn();
	// What stands in the path is checked as it is read.
	const form = readForm(context, operation.fields, pathParameters(operation.url));
	const path = readPath(context, operation, form);
	const request = { ...buildRequest(context, operation, options, path), beforeSending: goOn };
	const prepared = operation.prepare ? await operation.prepare(context, request, form) : request;
	const readOnce = async () => {
		const { body } = 'known' in prepared ? { body: prepared.known } : await nexRequest(context, prepared);
		assertAnswer(context, operation, body);
		operation.tell?.(context, prepared, body);
		const found = outOfEnvelope(body);
		return operation.continueFrom ? await operation.continueFrom(context, prepared, found, form) : found;
	};
	if (operation.items) return await operation.items(context, await readOnce(), form);
	const { paging } = operation;
	const rows = paging
		? await endingTogether(prepared, async (paged) => await readPages(context, operation, paging, paged, path, form))
		: allRowsOf(context, operation, await readOnce(), path, wantedRows(form, prepared));
	const simplify = operation.simplify && form.get('simplify') === true ? operation.simplify : undefined;
	return rows.map((row) => {
		const simple = simplify && !isBareRow(row) ? simplify(row) : row;
		// What nothing is left of is something else than what was promised; a row of a list may have nothing in it.
		if (saysNothing(simple) && !(operation.answer && saysNothing(row))) throw answeredWithout(context, row);
		return { json: simple };
	});
}

/** As {@link readItems}, for a model that has the node as its tool. */
async function answerModel(
	context: IExecuteSingleFunctions,
	operation: Operation,
	{ qs, body, ...options }: RoutedOptions,
	goOn: () => void,
): Promise<INodeExecutionData[]> {
	const settings = readAnswerSettings(context);
	const { schema } = asObject(context.getNode().parameters.attributes);
	const meant = meantIn([...deepFields(operation.fields), ...objectsIn(schema)]);
	const said = { ...options, qs: asObject(withoutFillers(qs, meant)), body: asObject(withoutFillers(body, meant)) };
	const called = calledByModel(context, meant);
	const answer = async (as: IExecuteSingleFunctions) => answerForModel(await readItems(as, operation, said, goOn), operation, settings);
	return await answer(called).catch(async (error: Error) => {
		const understood = await withMeantObjectType(called, operation, error);
		return understood ? await answer(understood) : await Promise.reject(error);
	});
}

/**
 * Runs one operation for one item, as the pagination function of n8n's RoutingNode.
 * Every item that comes out is paired with the item that went in, a failed one included if the
 * node continues on errors, because the engine would lose the pairing (n8n 2.41, RoutingNode.runNode).
 *
 * @throws NodeApiError or NodeOperationError, if the node does not continue on errors
 */
export async function runOperation(
	context: IExecuteSingleFunctions,
	operation: Operation,
	options: RoutedOptions,
): Promise<INodeExecutionData[]> {
	const pairedItem = { item: context.getItemIndex() };
	const { fail, goOn, isOver } = stopping(context);
	try {
		const items = isTool(context)
			? await answerModel(context, operation, options, goOn)
			: await readItems(context, operation, options, goOn);
		return items.map((item) => ({ ...item, pairedItem }));
	} catch (error) {
		// The engine shows the first item that fails: it has to be the one whose failure it is.
		if (isOver(error)) return [];
		const known = error instanceof NodeApiError || error instanceof NodeOperationError;
		const nodeError = known ? error : unexpected(context, error);
		if (isTool(context)) tellModel(nodeError, operation);
		// Without an `error` beside `json`, for which n8n takes the input out of the items of the error output (normalizeNodeErrors).
		const failed = { json: { error: nodeError.message }, pairedItem };
		if (losesErrors(context)) return [failed];
		fail(nodeError);
		if (!context.continueOnFail()) throw nodeError;
		return [failed];
	}
}
