import { choice, description, name, objectType, picker, toggle } from '../shared/fields';

/** The object type whose attribute is meant. */
export const typeOfAttribute = objectType({ description: 'The object type that has the attribute, such as person or company' });

/** A picker of an attribute of that object type, which is sent as its ID. */
export const attribute = picker({
	displayName: 'Attribute',
	name: 'attributeId',
	searchListMethod: 'searchAttributeIds',
	example: '40112233445566775',
	follows: 'objectType',
	hint: 'The ID of the attribute, not its slug: Get Object Type of Nex Object returns it.',
});

export const attributeName = name('Status', 'What people read beside the value');

export const attributeDescription = description('How far the project is', 'What the attribute is for');

/** The 13 documented types of an attribute (docs/api.md#objects). */
export const attributeType = choice({
	displayName: 'Type',
	name: 'type',
	default: 'text',
	required: true,
	description: 'What kind of value the attribute holds. It cannot be changed later.',
	options: [
		{ name: 'Currency', value: 'currency', description: 'An amount of money' },
		{ name: 'Date', value: 'date', description: 'A day, or a moment' },
		{ name: 'Domain', value: 'domain', description: 'An internet domain, such as pine.example' },
		{ name: 'Email', value: 'email', description: 'An email address' },
		{ name: 'Full Name', value: 'full_name', description: 'The name of a person, with first and last name' },
		{ name: 'Location', value: 'location', description: 'An address, or a part of one' },
		{ name: 'Number', value: 'number', description: 'A number' },
		{ name: 'Phone', value: 'phone', description: 'A phone number' },
		{ name: 'Select', value: 'select', description: 'One of several choices' },
		{ name: 'Social Profile', value: 'social_profile', description: 'A profile on a social network' },
		{ name: 'Text', value: 'text', description: 'Any text' },
		{ name: 'URL', value: 'url', description: 'The address of a web page' },
		{ name: 'Yes or No', value: 'boolean', description: 'True or false' },
	],
	body: 'type',
});

export const isMultiValue = toggle({
	displayName: 'Multiple Values',
	name: 'isMultiValue',
	description: 'Whether a record may hold several values, such as two email addresses. It cannot be changed later.',
	body: 'options.is_multi_value',
});

export const useRawFormat = toggle({
	displayName: 'Raw Format',
	name: 'useRawFormat',
	description: 'Whether to keep numbers as they are written, without formatting them',
	body: 'options.use_raw_format',
});

export const isRequired = toggle({
	displayName: 'Required',
	name: 'isRequired',
	description: 'Whether every record must have a value',
	body: 'options.is_required',
});

export const isUnique = toggle({
	displayName: 'Unique',
	name: 'isUnique',
	description:
		'Whether no two records may have the same value. Create or Update Record can find a record by it. It cannot be changed later.',
	body: 'options.is_unique',
});

export const isWholeNumber = toggle({
	displayName: 'Whole Number',
	name: 'isWholeNumber',
	description: 'Whether a number must be without decimals',
	body: 'options.is_whole_number',
});
