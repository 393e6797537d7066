import type { IDataObject } from 'n8n-workflow';
import { saysNo } from '../shared/answers/promised';
import { isBareRow, rowsUnder } from '../shared/answers/rows';

/**
 * The objects of an answer's list, under the first of `keys` that holds one; `undefined` if there is none, or an empty one
 * beside word of a failure.
 */
export function objectsUnder(body: unknown, ...keys: string[]): IDataObject[] | undefined {
	const rows = rowsUnder(...keys)(body, {});
	return rows?.length === 0 && saysNo(body) ? undefined : rows?.filter((row) => !isBareRow(row));
}
