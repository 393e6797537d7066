import type { IDataObject } from 'n8n-workflow';
import { ERRORED, erroredTypesIn, hitsIn } from '../shared/answers/hits';
import type { ReadAnswer } from '../shared/answers/rows';
import { isObject } from '../shared/isObject';

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
