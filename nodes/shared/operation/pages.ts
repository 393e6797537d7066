import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { CursorPage } from '../answers/cursorPages';
import { readCursorPages } from '../answers/cursorPages';
import type { OffsetPage } from '../answers/offsetPages';
import { readOffsetPages } from '../answers/offsetPages';
import { hasNextPage, restOf, rowsSaid, speaksOfMore } from '../answers/page';
import { isEmptyByFailure } from '../answers/promised';
import type { PathValues } from '../answers/rows';
import { isBareRow, whole } from '../answers/rows';
import { addHint } from '../hint';
import { asObject } from '../isObject';
import type { NexRequest } from '../transport/request';
import { nexRequest } from '../transport/request';
import { answeredWithout, assertAnswer } from './assertAnswer';
import type { Operation, Paging } from './definition';
import type { Form } from './form';

/** n8n 2.41 gathers a node's items in one function call: 150,000 break it, 100,000 do not. */
const MOST_ITEMS = 100_000;

const withPage = (request: NexRequest, paging: Paging, page: IDataObject): NexRequest =>
	paging.in === 'body' ? { ...request, body: { ...request.body, ...page } } : { ...request, query: { ...request.query, ...page } };

/**
 * Runs `read` with a request that ends when the execution is canceled, or when `read` has failed: other pages may
 * still wait for their turn.
 *
 * @throws what `read` throws
 */
export async function endingTogether<Result>(request: NexRequest, read: (request: NexRequest) => Promise<Result>): Promise<Result> {
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

/**
 * The rows that an answer holds.
 *
 * @throws NodeOperationError if it has not got what was promised
 */
function rowsOf(context: IExecuteSingleFunctions, operation: Operation, body: unknown, path: PathValues): IDataObject[] {
	assertAnswer(context, operation, body);
	const rows = (operation.answer ?? whole)(body, path);
	const holdsLists = rows?.some((row) => isBareRow(row) && Array.isArray(row.value));
	if (!rows || holdsLists || isEmptyByFailure(rows, body)) throw answeredWithout(context, body);
	return rows;
}

const tellOfMissing = (context: IExecuteSingleFunctions) =>
	addHint(
		context,
		'Nex spoke of more rows than it gave: some may be gone by now, or an answer was not whole. If you miss any, run it again.',
	);

/**
 * The rows of an answer that has them all, no more than `limit`. That some are missing is told.
 *
 * @throws NodeOperationError as {@link rowsOf}
 */
export function allRowsOf(
	context: IExecuteSingleFunctions,
	operation: Operation,
	body: unknown,
	path: PathValues,
	limit = Infinity,
): IDataObject[] {
	const rows = rowsOf(context, operation, body, path);
	if (operation.answer && rows.length < limit && speaksOfMore(body, rows.length)) tellOfMissing(context);
	return rows.slice(0, limit);
}

/**
 * Reads the pages of an operation until the Limit of the form is reached, or all of them.
 *
 * @throws NodeOperationError if there are more rows than n8n can carry, or a page has not got what was promised
 * @throws NodeApiError as {@link nexRequest}
 */
export async function readPages(
	context: IExecuteSingleFunctions,
	operation: Operation,
	paging: Paging,
	request: NexRequest,
	path: PathValues,
	form: Form,
): Promise<IDataObject[]> {
	const limit = form.get('returnAll') === true ? Infinity : Number(form.get('limit'));
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
	const repeats = () => addHint(context, 'Nex sent the same rows again and again, so the reading was ended. Each row is here once.');
	const fallsShort = () => tellOfMissing(context);
	const wanted = { limit, pageSize: paging.pageSize, identify: (row: IDataObject) => row.id, announce, repeats, fallsShort };
	if (paging.by === 'cursor') {
		let last: unknown;
		const fetchPage = async (cursor: string | undefined, size: number): Promise<CursorPage<IDataObject>> => {
			const { body } = await nexRequest(context, withPage(request, paging, { limit: size, cursor }));
			last = body;
			const { next_cursor: next } = asObject(body);
			const hasMore = hasNextPage(body);
			return {
				rows: rowsOf(context, operation, body, path),
				next: hasMore !== false && next !== undefined && next !== null && next !== '' ? String(next) : undefined,
				hasMore,
			};
		};
		const rows = await readCursorPages(fetchPage, wanted);
		if (rows.length < limit && rowsSaid(last) > rows.length) fallsShort();
		return rows;
	}
	const first = Number(form.get('options.offset') ?? 0);
	const fetchPage = async (offset: number, size: number): Promise<OffsetPage<IDataObject>> => {
		const { body } = await nexRequest(context, withPage(request, paging, { limit: size, offset: first + offset }));
		const { total, nextOffset, ...rest } = restOf(body);
		return {
			...rest,
			rows: rowsOf(context, operation, body, path),
			total: total === undefined ? undefined : Math.max(0, total - first),
			nextOffset: nextOffset === undefined ? undefined : nextOffset - first,
		};
	};
	return await readOffsetPages(fetchPage, wanted);
}
