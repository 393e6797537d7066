import type { IDataObject } from 'n8n-workflow';
import { isObject, objectList, objectsIn } from '../isObject';
import type { ReadAnswer } from './rows';

/** Where an answer to a search names the object types that Nex could not search. */
export const ERRORED = 'errored_search_types';

const scoreOf = ({ score }: IDataObject) => Number(score) || 0;

/** What an answer holds of hits: what stands under `results`, or itself. */
const resultsIn = (body: unknown): unknown => (isObject(body) && 'results' in body ? body.results : body);

/** What was found, each with its object type, best first: from a map from object type to hits as well as a list (docs/api.md#search). */
export function hitsIn(body: unknown): IDataObject[] {
	const results = resultsIn(body);
	const hits = isObject(results)
		? Object.entries(results).flatMap(([type, rows]) => (type === ERRORED ? [] : objectsIn(rows).map((row) => ({ type, ...row }))))
		: objectsIn(results);
	return hits.sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** True for what a search gives: results, word of what was not searched, or lists by object type. */
const isSearched = (body: unknown): boolean =>
	Array.isArray(body) ||
	(isObject(body) && ('results' in body || ERRORED in body || Object.values(body).every((rows) => rows === null || Array.isArray(rows))));

/** As {@link hitsIn}; undefined if the answer is none to a search. */
export const hitsOf: ReadAnswer = (body) => (isSearched(body) ? hitsIn(body) : undefined);

const isListed = (rows: unknown): boolean => objectList(rows) !== undefined;

/** True for an answer that {@link hitsIn} leaves nothing out of but null. */
export function isWhollyRead(body: unknown): boolean {
	const results = resultsIn(body);
	return isListed(results) || (isObject(results) && Object.entries(results).every(([type, rows]) => type === ERRORED || isListed(rows)));
}

/** The object types that Nex could not search; none if it says nothing of any. */
export function erroredTypesIn(body: unknown): string[] {
	const errored = isObject(body) ? body[ERRORED] : undefined;
	return (Array.isArray(errored) ? errored : [errored]).filter((type): type is string => typeof type === 'string' && type !== '');
}
