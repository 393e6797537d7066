import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import type { Attribute } from '../attributes/definition';
import type { AttributeField } from '../attributes/field';
import { formForChange, formForNew } from '../attributes/form';
import { chosen, chosenAttributes, chosenFirst, chosenObjectType, matches } from './objects';

async function formOf(context: ILoadOptionsFunctions, form: (attributes: Attribute[]) => AttributeField[]): Promise<ResourceMapperFields> {
	const hasType = chosenObjectType(context) !== undefined;
	return {
		fields: hasType ? form(await chosenAttributes(context)) : [],
		emptyFieldsNotice: hasType ? 'This object type has no attributes.' : 'Choose an object type first: its attributes appear here.',
	};
}

/** The form for the attributes of a record of the chosen object type that exists, or may exist, already. */
export async function recordAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForChange);
}

/** The form for the attributes of a new record of the chosen object type. */
export async function newRecordAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForNew);
}

/** Attributes as choices, by their slugs. */
export const asChoices = (attributes: Attribute[]): INodePropertyOptions[] => attributes.map(({ name, slug }) => ({ name, value: slug }));

/** The attributes of the chosen object type as a list of choices. */
export async function getAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asChoices(await chosenAttributes(this));
}

/** What a record has besides its attributes that Nex has been seen to sort by. */
const TIMES: INodePropertyOptions[] = [
	{ name: 'Created At', value: 'created_at', description: 'Nex does not document that it sorts by this' },
	{ name: 'Updated At', value: 'updated_at', description: 'Nex does not document that it sorts by this' },
];

/** Attributes to sort by, after the times of the record itself. */
export const withTimes = (attributes: INodePropertyOptions[]): INodePropertyOptions[] => [
	...TIMES,
	...attributes.filter(({ value }) => !TIMES.some((time) => time.value === value)),
];

/** What records of the chosen object type can be sorted by. */
export async function getSortFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return withTimes(asChoices(await chosenAttributes(this)));
}

/** The attributes of the chosen object type for a picker, those that tell records apart first. */
export async function searchAttributes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	chosenFirst(this, 'objectType', 'an object type');
	const found = (await chosenAttributes(this)).filter(({ name, slug }) => matches(filter, name, slug));
	return {
		results: [...found.filter(({ unique }) => unique), ...found.filter(({ unique }) => !unique)].map(({ name, slug, unique }) => ({
			name: unique ? `${name} (unique)` : name,
			value: slug,
		})),
	};
}

/** The attributes of the chosen object type for a picker that wants their IDs. */
export async function searchAttributeIds(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	chosenFirst(this, 'objectType', 'an object type');
	const found = (await chosenAttributes(this)).filter(({ name, slug }) => matches(filter, name, slug));
	return { results: found.filter(({ id }) => id !== '').map(({ id, name, type }) => ({ name: `${name} (${type})`, value: id })) };
}

/** The options of the chosen select attribute, after the choice of a new one. */
export async function getSelectOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const attribute = (await chosenAttributes(this)).find(({ id }) => id === chosen(this, 'attributeId'));
	return [
		{ name: 'Add a New Option', value: '' },
		...(attribute?.options ?? []).filter(({ id }) => id !== '').map(({ id, name }) => ({ name: `Rename ${name}`, value: id })),
	];
}
