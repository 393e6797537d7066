import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import type { Attribute } from '../shared/attributes/definition';
import type { AttributeField } from '../shared/attributes/field';
import { formForChange, formForNew } from '../shared/attributes/form';
import { asChoices, formOrNotice, withTimes } from '../shared/methods/attributes';
import { chosenFirst } from '../shared/methods/chosen';
import { chosenAttributes, chosenObjectType } from '../shared/methods/objects';
import { matches } from '../shared/methods/pickable';

async function formOf(context: ILoadOptionsFunctions, form: (attributes: Attribute[]) => AttributeField[]): Promise<ResourceMapperFields> {
	const hasType = chosenObjectType(context) !== undefined;
	return formOrNotice(
		form(await chosenAttributes(context)),
		hasType ? 'This object type has no attributes.' : 'Choose an object type first: its attributes appear here.',
	);
}

/** The form for the attributes of a record of the chosen object type that exists, or may exist, already. */
export async function recordAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForChange);
}

/** The form for the attributes of a new record of the chosen object type. */
export async function newRecordAttributes(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await formOf(this, formForNew);
}

/** The attributes of the chosen object type as a list of choices. */
export async function getAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asChoices(await chosenAttributes(this));
}

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
