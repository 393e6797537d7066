import type { IDataObject } from 'n8n-workflow';
import { objectsIn } from '../shared/isObject';
import { without } from '../shared/tool/compact';

/** An answer and what it rests on, records with their IDs and insights with their words, without how Nex came to them. */
export const compactAnswer = ({ entities_considered: entities, signals_used: signals, ...answer }: IDataObject): IDataObject => ({
	...without('metadata')(answer),
	entities_considered: objectsIn(entities).map(({ id, name, type }) => ({ id, name, type })),
	signals_used: objectsIn(signals).map(({ content, type, entity_id }) => ({ content, type, entity_id })),
});
