import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../operation/answer';
import { pathValue } from '../operation/path';
import type { Attribute } from '../attributes/definition';
import { readAttributes } from '../attributes/definition';
import { nexRequest } from '../transport/request';

const objectTypes = async (context: ILoadOptionsFunctions): Promise<IDataObject[]> => {
	const { body } = await nexRequest(context, { method: 'GET', path: '/v1/objects', scopes: ['object.read'] });
	return rowsUnder('data')(body, {});
};

/** The slugs of all object types of the workspace. */
export async function objectTypeSlugs(context: ILoadOptionsFunctions): Promise<string[]> {
	return (await objectTypes(context)).map(({ slug }) => String(slug ?? '')).filter((slug) => slug !== '');
}

/** True where `filter` is in one of the texts, whatever the case. */
export function matches(filter: string | undefined, ...texts: unknown[]): boolean {
	return !filter || texts.some((text) => String(text ?? '').toLowerCase().includes(filter.toLowerCase()));
}

/** Lists object types by name for a picker. */
export async function searchObjectTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const rows = await objectTypes(this);
	return {
		results: rows
			.filter(({ name, slug }) => matches(filter, name, slug))
			.map(({ name, slug }) => ({ name: String(name ?? slug), value: String(slug) }))
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}

/** The object type chosen in the form, or undefined while there is none that could be asked for. */
export function chosenObjectType(context: ILoadOptionsFunctions): string | undefined {
	const read = pathValue(context.getCurrentNodeParameter('objectType', { extractValue: true }));
	return 'text' in read && !read.text.startsWith('=') ? read.text : undefined;
}

/** The attributes of the object type chosen in the form; none while there is none. */
export async function chosenAttributes(context: ILoadOptionsFunctions): Promise<Attribute[]> {
	const slug = chosenObjectType(context);
	if (slug === undefined) return [];
	const { body } = await nexRequest(context, {
		method: 'GET',
		path: `/v1/objects/${encodeURIComponent(slug)}`,
		scopes: ['object.read'],
		notFound: `There is no object type "${slug}"`,
	});
	return readAttributes(body);
}
