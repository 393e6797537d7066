import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../answers/rows';
import { askForRows } from './ask';
import { chosenObjectType, objectTypes } from './objects';
import { firstText, matches, pickable } from './pickable';

async function listsOf(context: ILoadOptionsFunctions, slug: string): Promise<IDataObject[]> {
	const path = `/v1/objects/${encodeURIComponent(slug)}/lists`;
	const notFound = `There is no object type "${slug}"`;
	return await askForRows(context, { method: 'GET', path, scopes: ['list.read'], notFound }, rowsUnder('data'));
}

/** Lists the lists of the object type chosen in the form, or of all types, for a picker. */
export async function searchLists(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const slug = chosenObjectType(this);
	const known = slug === undefined ? pickable(await objectTypes(this), ({ name }, type) => firstText([name], type), 'slug') : [];
	const types = slug === undefined ? known.map(({ name, value }) => ({ slug: String(value), name })) : [{ slug, name: undefined }];
	const found = await Promise.all(
		types.map(async ({ slug: type, name: typeName }) =>
			pickable(await listsOf(this, type), ({ name, slug: listSlug }, id) => {
				const shown = firstText([name, listSlug], `List ${id}`);
				return typeName === undefined ? shown : `${shown} (${typeName})`;
			}),
		),
	);
	return { results: found.flat().filter(({ name }) => matches(filter, name)) };
}
