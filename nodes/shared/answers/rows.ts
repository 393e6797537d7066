import type { IDataObject } from 'n8n-workflow';
import { isObject, objectList } from '../isObject';

/** The parameters that stood in the path of the request, by name. */
export type PathValues = Record<string, string>;

/** Turns an answer's body into the rows that become items; undefined if it has not got what was promised. */
export type ReadAnswer = (body: unknown, path: PathValues) => IDataObject[] | undefined;

const toRow = (value: unknown): IDataObject => (isObject(value) ? value : { value: value as IDataObject[string] });

/** True for a row that is no object, but a text, a number or null: nothing of it can be made simpler. */
export const isBareRow = (row: IDataObject): boolean =>
	Object.keys(row).length === 1 && Object.hasOwn(row, 'value') && !isObject(row.value);

/** What may stand beside one thing in an envelope. */
const BESIDE_ONE = new Set(['data', 'message', 'code', 'status', 'success', 'ok', 'error', 'errors', 'meta']);

/** The thing that an answer is, or that stands alone under `data`. */
export const outOfEnvelope = (body: unknown): unknown =>
	isObject(body) && isObject(body.data) && Object.keys(body).every((key) => BESIDE_ONE.has(key)) ? body.data : body;

/** One item with the whole body. */
export const whole: ReadAnswer = (body) => {
	const row = outOfEnvelope(body);
	return isObject(row) && Object.keys(row).length > 0 ? [row] : undefined;
};

/** A list as its rows, an object as one if it has at least one of `names`: for a job that gives what it found, or where it stands. */
export function foundOr(...names: string[]): ReadAnswer {
	return (body) => (Array.isArray(body) ? objectList(body) : isObject(body) && names.some((name) => name in body) ? [body] : undefined);
}

/** One item with what stands under `key`, or the whole body if the key is missing (docs/api.md#ai-list-envelope). */
export function under(key: string): ReadAnswer {
	return (body, path) => whole(isObject(body) && isObject(body[key]) ? body[key] : body, path);
}

/** What may stand around an empty list whose own name is left out. */
const AROUND_ROWS = new Set(['total', 'count', 'limit', 'offset', 'page', 'has_more', 'has_next_page', 'next_cursor', 'next_offset']);

const isEmptyPage = (body: IDataObject): boolean =>
	Object.keys(body).every((key) => AROUND_ROWS.has(key)) && !(Number(body.total) > 0) && !(Number(body.count) > 0);

function listUnder(body: unknown, keys: readonly string[]): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isObject(body)) return undefined;
	const lists = keys.map((key) => body[key]);
	return lists.find(Array.isArray) ?? (lists.includes(null) || isEmptyPage(body) ? [] : undefined);
}

/** The rows of a list: under the first of `keys` that holds one, or the body itself (docs/api.md#envelopes). Null is an empty list. */
export function rowsUnder(...keys: string[]): ReadAnswer {
	return (body) => listUnder(body, keys)?.map(toRow);
}

/** What a delete gives: `{ "deleted": true, "id": … }` with the id that stood in the path. */
export function deleted(parameter: string): ReadAnswer {
	return (_body, path) => [{ deleted: true, id: path[parameter] ?? '' }];
}
