import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { chosen, chosenFirst } from '../shared/methods/chosen';
import { chosenAttributes } from '../shared/methods/objects';
import { matches } from '../shared/methods/pickable';

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
