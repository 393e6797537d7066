import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../shared/isObject';

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** Whom or what an insight is about: its entities, else what its target hints at (docs/api.md#insight-fields). */
function about({ entities, target }: IDataObject): IDataObject {
	const found = objectsIn(entities);
	if (found.length > 0 || !isObject(target))
		return {
			entity_names: found.map(({ name }) => name).filter(isGiven),
			entity_ids: found.map(({ id }) => id).filter(isGiven),
		} as IDataObject;
	return { entity_names: [target.hint].filter(isGiven), entity_ids: [] } as IDataObject;
}

/** An insight without nesting: what it says, how sure Nex is, whom it is about, and the words it rests on. */
export function simplifyInsight(insight: IDataObject): IDataObject {
	const { id, type, content, confidence, confidence_level, valid_from, valid_until, evidence, created_at } = insight;
	const own = Object.entries({ id, type, content, confidence, confidence_level }).filter(([, value]) => isGiven(value));
	const dates = Object.entries({ valid_from, valid_until, created_at }).filter(([, value]) => isGiven(value));
	const excerpts = objectsIn(evidence)
		.map(({ excerpt }) => excerpt)
		.filter(isGiven) as string[];
	return { ...Object.fromEntries(own), ...about(insight), ...(excerpts.length > 0 && { excerpts }), ...Object.fromEntries(dates) };
}
