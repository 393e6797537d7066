import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../shared/answers/rows';
import { isGiven } from '../shared/isGiven';
import { askForRows } from '../shared/methods/ask';
import { chosen } from '../shared/methods/chosen';
import { objectTypes, objectTypesForPicker } from '../shared/methods/objects';
import { firstText, matches, pickable } from '../shared/methods/pickable';
import { recordsForPicker } from '../shared/methods/records';

async function definitions(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	return await askForRows(context, { method: 'GET', path: '/v1/relationships', scopes: ['relationship.read'] }, rowsUnder('data'));
}

/** Lists object types by name for a picker that wants their IDs: relationships do not know slugs. */
export async function searchObjectTypeIds(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await objectTypesForPicker(this, 'id', filter);
}

const KINDS: Record<string, string> = { one_to_one: 'one to one', one_to_many: 'one to many', many_to_many: 'many to many' };

/** Lists relationship definitions for a picker, as in "Person works at Company (many to many)". */
export async function searchRelationshipDefinitions(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	// The key may not be allowed to read object types: definitions can be told apart without their names.
	const [rows, types] = await Promise.all([definitions(this), objectTypes(this).catch(() => [])]);
	const typeName = (id: unknown) => firstText([types.find((type) => isGiven(id) && String(type.id) === String(id))?.name], 'Record');
	return {
		results: pickable(
			rows,
			({ type, entity_definition_1_id: first, entity_definition_2_id: second, entity_1_to_2_predicate: predicate }) => {
				const kind = firstText([KINDS[String(type)], type], 'relationship');
				return `${typeName(first)} ${firstText([predicate], 'and')} ${typeName(second)} (${kind})`;
			},
		).filter(({ name }) => matches(filter, name)),
	};
}

/** The slug of the object type that the chosen definition has on one side. */
async function typeOfSide(context: ILoadOptionsFunctions, side: 1 | 2): Promise<string | undefined> {
	const wanted = chosen(context, 'definitionId');
	if (wanted === undefined) return undefined;
	const [rows, types] = await Promise.all([definitions(context), objectTypes(context)]);
	const typeId = rows.find(({ id }) => String(id) === wanted)?.[`entity_definition_${side}_id`];
	const slug = types.find(({ id }) => id !== undefined && String(id) === String(typeId))?.slug;
	return typeof slug === 'string' ? slug : undefined;
}

async function recordsOfSide(
	context: ILoadOptionsFunctions,
	side: 1 | 2,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	// A key that cannot read definitions or object types may still search all records.
	const slug = await typeOfSide(context, side).catch(() => undefined);
	return await recordsForPicker(context, slug, filter, paginationToken);
}

/** Lists the records that can stand first in a relationship of the chosen definition. */
export async function searchFirstRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await recordsOfSide(this, 1, filter, paginationToken);
}

/** Lists the records that can stand second in a relationship of the chosen definition. */
export async function searchSecondRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await recordsOfSide(this, 2, filter, paginationToken);
}
