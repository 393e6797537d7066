import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

/** The parameters that stood in the path of the request, by name. */
export type PathValues = Record<string, string>;

/** Turns an answer's body into the rows that become items. */
export type ReadAnswer = (body: unknown, path: PathValues) => IDataObject[];

const toRow = (value: unknown): IDataObject => (isObject(value) ? value : { value: value as IDataObject[string] });

/** One item with the whole body; an empty body becomes `{ "success": true }`. */
export const whole: ReadAnswer = (body) => [body === undefined ? { success: true } : toRow(body)];

/** One item with what stands under `key`, or the whole body where the key is missing (docs/api.md#ai-list-envelope). */
export function under(key: string): ReadAnswer {
	return (body) => [toRow(isObject(body) && isObject(body[key]) ? body[key] : body)];
}

/** The rows of a list: under the first of `keys` that holds one, or the body itself (docs/api.md#envelopes). */
export function rowsUnder(...keys: string[]): ReadAnswer {
	return (body) => {
		if (Array.isArray(body)) return body.map(toRow);
		if (!isObject(body)) return [];
		for (const key of keys) {
			const rows = body[key];
			if (Array.isArray(rows)) return rows.map(toRow);
		}
		return [];
	};
}

/** What a delete gives: `{ "deleted": true, "id": … }` with the id that stood in the path. */
export function deleted(parameter: string): ReadAnswer {
	return (_body, path) => [{ deleted: true, id: path[parameter] ?? '' }];
}
