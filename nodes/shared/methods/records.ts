import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { erroredTypesIn, hitsOf } from '../answers/hits';
import type { ReadAnswer } from '../answers/rows';
import { recordName } from '../attributes/plain';
import { firstCharacters } from '../firstCharacters';
import { LONGEST_QUERY } from '../longestQuery';
import type { PickerPage } from './ask';
import { askForPage, askForRows } from './ask';
import { chosenObjectType, objectTypeSlugs } from './objects';
import { firstText, pickable } from './pickable';

const PAGE = 50;

/** Without an object type the picker shows a few records of each: enough to choose from, few requests. */
const TYPES_SHOWN = 6;
const RECORDS_OF_EACH = 15;

async function listRecords(context: ILoadOptionsFunctions, slug: string, limit: number, offset = 0): Promise<PickerPage> {
	const request = {
		method: 'POST',
		path: `/v1/objects/${encodeURIComponent(slug)}/records`,
		body: { attributes: 'primary', limit, offset },
		scopes: ['record.read'],
		readOnly: true,
		notFound: `There is no object type "${slug}"`,
	} as const;
	return await askForPage(context, request, offset, limit);
}

/** What was found. That nothing was found cannot be said if something could not be searched. */
const foundIn: ReadAnswer = (body, path) => {
	const hits = hitsOf(body, path);
	return hits?.length === 0 && erroredTypesIn(body).length > 0 ? undefined : hits;
};

async function findRecords(context: ILoadOptionsFunctions, slug: string | undefined, filter: string): Promise<INodeListSearchResult> {
	const request = {
		method: 'POST',
		path: '/v1/search',
		body: { query: firstCharacters(filter, LONGEST_QUERY) },
		scopes: ['record.read'],
		readOnly: true,
	} as const;
	const hits = await askForRows(context, request, foundIn);
	return {
		results: pickable(
			hits.filter(({ type }) => slug === undefined || type === slug || type === undefined),
			({ primary_value: primary, name, type }, id) =>
				`${firstText([primary, name], `Record ${id}`)}${slug === undefined && typeof type === 'string' ? ` (${type})` : ''}`,
		),
	};
}

/**
 * Records by name for a picker: those of the object type `slug`, or a few of each. A filter searches in Nex.
 *
 * @throws as {@link askForRows}
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
