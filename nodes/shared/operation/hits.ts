import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';
import type { ReadAnswer } from './answer';
import { rowsUnder } from './answer';

const scoreOf = ({ score }: IDataObject) => (typeof score === 'number' ? score : 0);

/**
 * What a search found, one row a hit with its object type, best first. Takes a map from object type
 * to hits as well as a list (docs/api.md#search). Object types that Nex could not search are named on
 * every row, and in a row by themselves where nothing was found.
 */
export const readHits: ReadAnswer = (body, path) => {
	const envelope = isObject(body) ? body : {};
	const results = envelope.results ?? body;
	const hits = isObject(results)
		? Object.entries(results).flatMap(([type, rows]) => rowsUnder()(rows, path).map((row) => ({ type, ...row })))
		: rowsUnder()(results, path);
	hits.sort((a, b) => scoreOf(b) - scoreOf(a));
	const errored = envelope.errored_search_types;
	if (!Array.isArray(errored) || errored.length === 0) return hits;
	const report = { errored_search_types: errored } as IDataObject;
	return hits.length > 0 ? hits.map((hit) => ({ ...hit, ...report })) : [report];
};
