import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0) ||
	(isObject(value) && Object.keys(value).length === 0);

function compacted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(compacted).filter((one) => !isNothing(one));
	return isObject(value) ? saidIn(value) : value;
}

const saidIn = (object: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(object).flatMap(([name, value]) => {
			const said = compacted(value);
			return isNothing(said) ? [] : [[name, said as IDataObject[string]] as const];
		}),
	);

/** A row without what says nothing: null, and empty texts, lists and objects, however deep. A row of nothing else stays as it is. */
export function withoutEmpty(row: IDataObject): IDataObject {
	const said = saidIn(row);
	return isNothing(said) ? row : said;
}

/** A way to make a row smaller: without the values of these names. */
export const without =
	(...names: string[]) =>
	(row: IDataObject): IDataObject =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** A record as a model has use for it: its attributes and the IDs to go on with. */
export const compactRecord = without('object_id', 'workspace_id');
