import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import type { Attribute } from '../shared/attributes/definition';
import type { AttributeField } from '../shared/attributes/field';
import { formForChange, formForNew } from '../shared/attributes/form';
import { recordName } from '../shared/attributes/plain';
import type { PickerPage } from '../shared/methods/ask';
import { askForAttributes, askForPage, notAmong } from '../shared/methods/ask';
import { asChoices, formOrNotice, withTimes } from '../shared/methods/attributes';
import { chosen, chosenFirst } from '../shared/methods/chosen';
import { chosenAttributes } from '../shared/methods/objects';
import { matches, pickable } from '../shared/methods/pickable';

const MEMBERS_AT_ONCE = 100;
/** Nex cannot search in a list, so a filter reads up to so many pages. */
const PAGES_AT_ONCE = 50;
/** Found members that are enough: the editor asks for more only if the list is long enough to be scrolled. */
const ENOUGH_FOUND = 20;

async function membersOf(context: ILoadOptionsFunctions, list: string, offset: number): Promise<PickerPage> {
	const request = {
		method: 'POST',
		path: `/v1/lists/${encodeURIComponent(list)}/records`,
		body: { attributes: 'primary', limit: MEMBERS_AT_ONCE, offset },
		scopes: ['list.member.read'],
		readOnly: true,
		notFound: 'The list was not found',
	} as const;
	return await askForPage(context, request, offset, MEMBERS_AT_ONCE);
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
	const wanted = filter ? ENOUGH_FOUND : 1;
	for (let page = 0; next !== undefined && results.length < wanted && page < PAGES_AT_ONCE; page++) {
		const members = await membersOf(this, list, Number(next));
		results.push(...pickable(members.rows, recordName).filter(({ name }) => matches(filter, name)));
		next = members.next;
	}
	if (results.length === 0 && next !== undefined) throw notAmong(this, `first ${next} members of this list`);
	return { results, paginationToken: next };
}

async function chosenListAttributes(context: ILoadOptionsFunctions): Promise<Attribute[]> {
	const list = chosen(context, 'listId');
	if (list === undefined) return [];
	return await askForAttributes(context, {
		method: 'GET',
		path: `/v1/lists/${encodeURIComponent(list)}`,
		scopes: ['list.read'],
		notFound: 'The list was not found',
	});
}

async function formOf(context: ILoadOptionsFunctions, form: (attributes: Attribute[]) => AttributeField[]): Promise<ResourceMapperFields> {
	const hasList = chosen(context, 'listId') !== undefined;
	return formOrNotice(
		form(await chosenListAttributes(context)),
		hasList
			? 'This list has no attributes of its own. A record can be added without any.'
			: 'Choose a list first: its attributes appear here.',
	);
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

/** The attributes that members of the chosen list have: the list's own, then those of the object type if one is chosen. */
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
