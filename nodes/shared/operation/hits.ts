import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../isObject';
import type { ReadAnswer } from './answer';

const ERRORED = 'errored_search_types';

const scoreOf = ({ score }: IDataObject) => (typeof score === 'number' ? score : 0);

/** What was found, each with its object type, best first: from a map from object type to hits as well as a list (docs/api.md#search). */
export function hitsIn(body: unknown): IDataObject[] {
	const results = isObject(body) && 'results' in body ? body.results : body;
	const hits = isObject(results)
		? Object.entries(results).flatMap(([type, rows]) => (type === ERRORED ? [] : objectsIn(rows).map((row) => ({ type, ...row }))))
		: objectsIn(results);
	return hits.sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** The object types that Nex could not search. */
function erroredTypesIn(body: unknown): string[] {
	const errored = isObject(body) ? body[ERRORED] : undefined;
	return (Array.isArray(errored) ? errored : [errored]).filter((type): type is string => typeof type === 'string' && type !== '');
}

/** True for what a search gives: results, word of what was not searched, or lists by object type. */
const isSearched = (body: unknown): boolean =>
	Array.isArray(body) ||
	(isObject(body) && ('results' in body || ERRORED in body || Object.values(body).every((rows) => rows === null || Array.isArray(rows))));

/** One row a hit. Object types that Nex could not search are named on every row, and in a row by themselves if nothing was found. */
export const readHits: ReadAnswer = (body) => {
	if (!isSearched(body)) return undefined;
	const hits = hitsIn(body);
	const errored = erroredTypesIn(body);
	if (errored.length === 0) return hits;
	const report = { [ERRORED]: errored } as IDataObject;
	return hits.length > 0 ? hits.map((hit) => ({ ...hit, ...report })) : [report];
};
