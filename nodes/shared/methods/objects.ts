import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../answers/rows';
import type { Attribute } from '../attributes/definition';
import type { RequestContext } from '../transport/request';
import { askForAttributes, askForRows } from './ask';
import { chosen } from './chosen';
import { firstText, matches, pickable } from './pickable';

/**
 * All object types of the workspace, without their attributes.
 *
 * @throws as {@link askForRows}
 */
export const objectTypes = async (context: RequestContext): Promise<IDataObject[]> =>
	await askForRows(context, { method: 'GET', path: '/v1/objects', scopes: ['object.read'] }, rowsUnder('data'));

/**
 * The slugs of all object types of the workspace.
 *
 * @throws as {@link askForRows}
 */
export async function objectTypeSlugs(context: ILoadOptionsFunctions): Promise<string[]> {
	return pickable(await objectTypes(context), (_type, slug) => slug, 'slug').map(({ name }) => name);
}

/**
 * Object types by name for a picker.
 *
 * @param key what the picker wants of each
 * @throws as {@link askForRows}
 */
export async function objectTypesForPicker(
	context: ILoadOptionsFunctions,
	key: 'slug' | 'id',
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await objectTypes(context);
	return {
		results: pickable(
			rows.filter(({ name, slug }) => matches(filter, name, slug)),
			({ name, slug }, value) => firstText([name, slug], value),
			key,
		).sort((a, b) => a.name.localeCompare(b.name)),
	};
}

/** Lists object types by name for a picker that wants their slugs. */
export async function searchObjectTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await objectTypesForPicker(this, 'slug', filter);
}

/** The slug of the object type chosen in the form; undefined while there is none. */
export function chosenObjectType(context: ILoadOptionsFunctions): string | undefined {
	return chosen(context, 'objectType');
}

/**
 * The attributes of the object type chosen in the form; none while there is none.
 *
 * @throws as {@link askForAttributes}
 */
export async function chosenAttributes(context: ILoadOptionsFunctions): Promise<Attribute[]> {
	const slug = chosenObjectType(context);
	if (slug === undefined) return [];
	return await askForAttributes(context, {
		method: 'GET',
		path: `/v1/objects/${encodeURIComponent(slug)}`,
		scopes: ['object.read'],
		notFound: `There is no object type "${slug}"`,
	});
}
