import type { INodePropertyOptions } from 'n8n-workflow';

/** The 13 documented types of an attribute (docs/api.md#objects). */
export const ATTRIBUTE_TYPES: INodePropertyOptions[] = [
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
];
