import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import type { Sent } from './byType';
import { routingOf } from './byType';

/**
 * The number at the end of the path of a Nex page, or before the name of one of its tabs, is the ID of what it shows. A shorter
 * number, or one further ahead, may be that of something else.
 */
const ID_IN_URL = 'https?://[^\\s?#]*/(\\d{15,})(?:/[a-z_-]*)?/?(?:[?#].*)?$';

export interface Locator extends Sent {
	displayName: string;
	/** Also the name in the braces of a path template. */
	name: string;
	description: string;
	/** The listSearch method that fills the list; the node must have it. */
	searchListMethod: string;
	/** How the value is called when it is typed. */
	by?: 'ID' | 'Slug' | 'Slug or ID';
	/** A value as an example, without "e.g.". */
	example: string;
	/** True if Nex has a page for it, whose URL may be pasted. */
	url?: boolean;
	required?: boolean;
	/** Where a value comes from, as sentences: for people who type it, and for models. */
	hint: string;
	/** What the empty list says, if nothing need be chosen. */
	placeholder?: string;
	/** The name of another picker that says what is listed here: when it changes, n8n clears this one. */
	follows?: string;
}

const URL_MODE = { displayName: 'By URL', name: 'url' };

const byUrl = (example: string): INodePropertyMode => ({
	...URL_MODE,
	type: 'string',
	placeholder: `e.g. https://app.nex.ai/…/${example}`,
	extractValue: { type: 'regex', regex: ID_IN_URL },
	validation: [{ type: 'regex', properties: { regex: ID_IN_URL, errorMessage: 'Not the URL of a page in Nex' } }],
});

/** A picker: from a searchable list, by typing, and if there is a page in Nex, by pasting its URL. */
export function locator({
	displayName,
	name,
	description,
	searchListMethod,
	by = 'ID',
	example,
	url = false,
	required = true,
	hint,
	placeholder,
	follows,
	...sent
}: Locator): INodeProperties {
	const noun = displayName.toLowerCase().replace(/^(first|second) /, '');
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required && { required }),
		description,
		builderHint: { propertyHint: hint },
		...(follows && { typeOptions: { loadOptionsDependsOn: [`${follows}.value`] } }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: placeholder ?? `Select ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: `By ${by}`,
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				hint,
			},
			...(url ? [byUrl(example)] : []),
		],
		...routingOf(sent),
	};
}

/** Makes the factory of a picker that differs in its description only. */
export const picker =
	(of: Omit<Locator, 'description'>) =>
	(description: string): INodeProperties =>
		locator({ ...of, description });
