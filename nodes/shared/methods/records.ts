import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { hitsIn } from '../answers/hits';
import { readPage } from '../answers/page';
import { recordName } from '../attributes/plain';
import { firstCharacters } from '../firstCharacters';
import { LONGEST_QUERY } from '../longestQuery';
import { nexRequest } from '../transport/request';
import { chosenObjectType, objectTypeSlugs } from './objects';
import { firstText, pickable } from './pickable';

const PAGE = 50;

/** Without an object type the picker shows a few records of each: enough to choose from, few requests. */
const TYPES_SHOWN = 6;
const RECORDS_OF_EACH = 15;

async function listRecords(
	context: ILoadOptionsFunctions,
	slug: string,
	limit: number,
	offset = 0,
): Promise<{ rows: IDataObject[]; next: string | undefined }> {
	const { body } = await nexRequest(context, {
		method: 'POST',
		path: `/v1/objects/${encodeURIComponent(slug)}/records`,
		body: { attributes: 'primary', limit, offset },
		scopes: ['record.read'],
		readOnly: true,
		notFound: `There is no object type "${slug}"`,
	});
	return readPage(body, offset, limit);
}

async function findRecords(context: ILoadOptionsFunctions, slug: string | undefined, filter: string): Promise<INodeListSearchResult> {
	const { body } = await nexRequest(context, {
		method: 'POST',
		path: '/v1/search',
		body: { query: firstCharacters(filter, LONGEST_QUERY) },
		scopes: ['record.read'],
		readOnly: true,
	});
	return {
		results: pickable(
			hitsIn(body).filter(({ type }) => slug === undefined || type === slug || type === undefined),
			({ primary_value: primary, name, type }, id) =>
				`${firstText([primary, name], `Record ${id}`)}${slug === undefined && typeof type === 'string' ? ` (${type})` : ''}`,
		),
	};
}

/**
 * Records by name for a picker: those of the object type `slug`, or a few of each. A filter searches in Nex.
 *
 * @throws NodeApiError as {@link nexRequest}
 */
export async function recordsForPicker(
	context: ILoadOptionsFunctions,
	slug: string | undefined,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	if (filter?.trim()) return await findRecords(context, slug, filter.trim());
	if (slug !== undefined) {
		const { rows, next } = await listRecords(context, slug, PAGE, Number(paginationToken ?? 0));
		return { results: pickable(rows, recordName), paginationToken: next };
	}
	const slugs = (await objectTypeSlugs(context)).slice(0, TYPES_SHOWN);
	const lists = await Promise.all(
		slugs.map(async (type) => pickable((await listRecords(context, type, RECORDS_OF_EACH)).rows, (row) => `${recordName(row)} (${type})`)),
	);
	return { results: lists.flat() };
}

/** Lists records for a picker, those of the object type chosen in the form. */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await recordsForPicker(this, chosenObjectType(this), filter, paginationToken);
}
