import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { objectsUnder } from '../operation/answer';
import { pathValue } from '../operation/path';
import type { Attribute } from '../attributes/definition';
import { readAttributes } from '../attributes/definition';
import type { NexContext } from '../transport/request';
import { nexRequest } from '../transport/request';
import { firstText, pickable } from './page';

/** All object types of the workspace, without their attributes. */
export const objectTypes = async (context: NexContext): Promise<IDataObject[]> => {
	const { body } = await nexRequest(context, { method: 'GET', path: '/v1/objects', scopes: ['object.read'] });
	return objectsUnder(body, 'data');
};

/** The slugs of all object types of the workspace. */
export async function objectTypeSlugs(context: ILoadOptionsFunctions): Promise<string[]> {
	return pickable(await objectTypes(context), (_type, slug) => slug, 'slug').map(({ name }) => name);
}

/** True where `filter` is in one of the texts, whatever the case. */
export function matches(filter: string | undefined, ...texts: unknown[]): boolean {
	return (
		!filter ||
		texts.some((text) =>
			String(text ?? '')
				.toLowerCase()
				.includes(filter.toLowerCase()),
		)
	);
}

async function listObjectTypes(context: ILoadOptionsFunctions, key: 'slug' | 'id', filter?: string): Promise<INodeListSearchResult> {
	const rows = await objectTypes(context);
	return {
		results: pickable(
			rows.filter(({ name, slug }) => matches(filter, name, slug)),
			({ name, slug }, value) => firstText([name, slug], value),
			key,
		).sort((a, b) => a.name.localeCompare(b.name)),
	};
}

/** Lists object types by name for a picker. */
export async function searchObjectTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await listObjectTypes(this, 'slug', filter);
}

/** Lists object types by name for a picker that wants their IDs, not their slugs. */
export async function searchObjectTypeIds(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await listObjectTypes(this, 'id', filter);
}

/** What is chosen in a picker of the form; undefined while there is nothing that could be asked for. */
export function chosen(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	// n8n keeps of a node's parameters what its form shows, and fails where it is to extract a value from another.
	if (context.getNode().parameters[parameter] === undefined) return undefined;
	const read = pathValue(context.getCurrentNodeParameter(parameter, { extractValue: true }));
	return 'text' in read && !read.text.startsWith('=') ? read.text : undefined;
}

/**
 * What is chosen in another picker, for one that lists nothing without it.
 *
 * @param what the choice with its article, such as "a list"
 * @throws NodeOperationError that asks for the choice: an empty list would not say why it is empty
 */
export function chosenFirst(context: ILoadOptionsFunctions, parameter: string, what: string): string {
	const found = chosen(context, parameter);
	if (found !== undefined) return found;
	throw new NodeOperationError(context.getNode(), `Choose ${what} first`, {
		description: 'What can be picked here depends on it. Where it is an expression, make this one an expression too.',
	});
}

/** The object type chosen in the form. */
export function chosenObjectType(context: ILoadOptionsFunctions): string | undefined {
	return chosen(context, 'objectType');
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
