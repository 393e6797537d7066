import type { IDataObject } from 'n8n-workflow';
import { isGiven } from '../shared/isGiven';
import { isObject, objectsIn } from '../shared/isObject';

/** The fields of an object that say something. */
const said = (fields: IDataObject): IDataObject => Object.fromEntries(Object.entries(fields).filter(([, value]) => isGiven(value)));

/** Texts or numbers of one field in a list of objects, each once. */
const each = (rows: IDataObject[], name: string) => [...new Set(rows.map((row) => row[name]).filter(isGiven))];

/** Signals as they are given: an object with its value, or the value alone. */
const signalsIn = (signals: unknown): IDataObject[] =>
	(Array.isArray(signals) ? (signals as unknown[]) : []).map((one) =>
		isObject(one) ? said({ type: one.type, value: one.value }) : { value: one as IDataObject[string] },
	);

/**
 * Whom or what an insight is about: its entities, and what its target says, whose signals, such as an email address, are the
 * only way to find a record that Nex gives no ID of (docs/api.md#insight-fields).
 */
function about({ entities, target }: IDataObject): IDataObject {
	const found = objectsIn(entities);
	const { hint, entity_type: type, id, entity_id: entityId, signals } = isObject(target) ? target : {};
	const names = each(found, 'name');
	const named = said({ target_type: type, target_hint: hint, target_id: id ?? entityId });
	const ways = signalsIn(signals);
	return {
		entity_names: found.length > 0 || !isGiven(hint) ? names : [hint],
		entity_ids: each(found, 'id'),
		...named,
		...(ways.length > 0 && { signals: ways }),
	} as IDataObject;
}

/** An insight without nesting: what it says, how sure Nex is, whom it is about and how to find them, and the words it rests on. */
export function simplifyInsight(insight: IDataObject): IDataObject {
	const { id, type, content, confidence, confidence_level, valid_from, valid_until, evidence, created_at, workspace_id } = insight;
	const excerpts = objectsIn(evidence)
		.map(({ excerpt }) => excerpt)
		.filter(isGiven) as string[];
	const sources = objectsIn(evidence).flatMap(({ id: own, artifact_id: artifact, artifact: of }) =>
		[own, artifact, isObject(of) ? of.id : undefined].filter(isGiven),
	);
	return {
		...said({ id, type, content, confidence, confidence_level }),
		...about(insight),
		...(excerpts.length > 0 && { excerpts }),
		...(sources.length > 0 && { evidence_ids: sources as string[] }),
		...said({ valid_from, valid_until, created_at, workspace_id }),
	};
}
