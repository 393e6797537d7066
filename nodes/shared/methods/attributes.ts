import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import { attributeForm } from '../attributes/form';
import { chosen, chosenAttributes, chosenFirst, chosenObjectType, matches } from './objects';

/** The form for the attributes of the chosen object type. */
export async function recordAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const hasType = chosenObjectType(this) !== undefined;
	return {
		fields: hasType ? attributeForm(await chosenAttributes(this), { creates: this.getCurrentNodeParameter('operation') === 'create' }) : [],
		emptyFieldsNotice: hasType ? 'This object type has no attributes.' : 'Choose an object type first: its attributes appear here.',
	};
}

/** The attributes of the chosen object type as a list of choices. */
export async function getAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await chosenAttributes(this)).map(({ name, slug }) => ({ name, value: slug }));
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
	return { results: found.map(({ id, name, type }) => ({ name: `${name} (${type})`, value: id })) };
}

/** The options of the chosen select attribute, after the choice of a new one. */
export async function getSelectOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const attribute = (await chosenAttributes(this)).find(({ id }) => id === chosen(this, 'attributeId'));
	return [
		{ name: 'Add a New Option', value: '' },
		...(attribute?.options ?? []).map(({ id, name }) => ({ name: `Rename ${name}`, value: id })),
	];
}
