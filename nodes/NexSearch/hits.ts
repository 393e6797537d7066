import type { IDataObject } from 'n8n-workflow';
import { ERRORED, erroredTypesIn, hitsOf, isWhollyRead } from '../shared/answers/hits';
import type { ReadAnswer } from '../shared/answers/rows';

/** One row a hit. Object types that Nex could not search are named on every row, and in a row by themselves if nothing was found. */
export const readHits: ReadAnswer = (body, path) => {
	const hits = isWhollyRead(body) ? hitsOf(body, path) : undefined;
	const errored = erroredTypesIn(body);
	if (!hits || errored.length === 0) return hits;
	const report = { [ERRORED]: errored } as IDataObject;
	return hits.length > 0 ? hits.map((hit) => ({ ...hit, ...report })) : [report];
};
