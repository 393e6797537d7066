import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import type { Attribute } from '../attributes/definition';
import { readAttributes } from '../attributes/definition';
import type { AttributeField } from '../attributes/field';
import { formForChange, formForNew } from '../attributes/form';
import { recordName } from '../attributes/plain';
import { objectsUnder } from '../operation/answer';
import { nexRequest } from '../transport/request';
import { asChoices, withTimes } from './attributes';
import { chosen, chosenAttributes, chosenFirst, chosenObjectType, matches, objectTypes } from './objects';
import { firstText, pickable, readPage } from './page';

async function listsOf(context: ILoadOptionsFunctions, slug: string): Promise<IDataObject[]> {
	const { body } = await nexRequest(context, {
		method: 'GET',
		path: `/v1/objects/${encodeURIComponent(slug)}/lists`,
		scopes: ['list.read'],
		notFound: `There is no object type "${slug}"`,
	});
	return objectsUnder(body, 'data');
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

const MEMBERS_AT_ONCE = 100;
/** Nex cannot search in a list, so a filter reads up to so many pages for its first match. */
const PAGES_AT_ONCE = 10;

async function membersOf(
	context: ILoadOptionsFunctions,
	list: string,
	offset: number,
): Promise<{ rows: IDataObject[]; next: string | undefined }> {
	const { body } = await nexRequest(context, {
		method: 'POST',
		path: `/v1/lists/${encodeURIComponent(list)}/records`,
		body: { attributes: 'primary', limit: MEMBERS_AT_ONCE, offset },
		scopes: ['list.member.read'],
		readOnly: true,
		notFound: 'The list was not found',
	});
	return readPage(body, offset, MEMBERS_AT_ONCE);
}

/** Lists the members of the chosen list by name, for a picker that wants the IDs of their list entries. */
export async function searchListMembers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = chosenFirst(this, 'listId', 'a list');
	const results: INodeListSearchResult['results'] = [];
	let next: string | undefined = paginationToken ?? '0';
	for (let page = 0; next !== undefined && results.length === 0 && page < PAGES_AT_ONCE; page++) {
		const members = await membersOf(this, list, Number(next));
		results.push(...pickable(members.rows, recordName).filter(({ name }) => matches(filter, name)));
		next = members.next;
	}
	return { results, paginationToken: next };
}

async function chosenListAttributes(context: ILoadOptionsFunctions): Promise<Attribute[]> {
	const list = chosen(context, 'listId');
	if (list === undefined) return [];
	const { body } = await nexRequest(context, {
		method: 'GET',
		path: `/v1/lists/${encodeURIComponent(list)}`,
		scopes: ['list.read'],
		notFound: 'The list was not found',
	});
	return readAttributes(body);
}

async function formOf(context: ILoadOptionsFunctions, form: (attributes: Attribute[]) => AttributeField[]): Promise<ResourceMapperFields> {
	const hasList = chosen(context, 'listId') !== undefined;
	return {
		fields: form(await chosenListAttributes(context)),
		emptyFieldsNotice: hasList
			? 'This list has no attributes of its own. A record can be added without any.'
			: 'Choose a list first: its attributes appear here.',
	};
}

/** The form for the attributes that the chosen list itself has, for a member that is, or may be, in it already. */
export async function listAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForChange);
}

/** The form for the attributes that the chosen list itself has, for a new member. */
export async function newMemberAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForNew);
}

/** The attributes that the chosen list itself has as a list of choices. */
export async function getListAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asChoices(await chosenListAttributes(this));
}

/** The attributes that members of the chosen list have: the list's own, then those of the object type where one is chosen. */
export async function getListMemberAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await memberAttributes(this);
}

/** What members of the chosen list can be sorted by. */
export async function getListSortFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return withTimes(await memberAttributes(this));
}

async function memberAttributes(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const [own, records] = await Promise.all([chosenListAttributes(context), chosenAttributes(context)]);
	const bySlug = new Map([...own, ...records].map(({ name, slug }) => [slug, name]));
	return [...bySlug].map(([value, name]) => ({ name, value }));
}
