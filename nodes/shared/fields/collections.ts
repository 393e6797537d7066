import type { INodeProperties } from 'n8n-workflow';

const collection =
	(displayName: string, name: string, placeholder: string) =>
	(...fields: INodeProperties[]): INodeProperties => ({
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: fields,
	});

/** What may be given beside what has to be, when something is made. The fields stand in alphabetical order, as in every collection. */
export const additionalFields = collection('Additional Fields', 'additionalFields', 'Add field');

/** What narrows the rows that come. */
export const filters = collection('Filters', 'filters', 'Add filter');

/** How it is done. */
export const options = collection('Options', 'options', 'Add option');

/** What is to be changed. */
export const updateFields = collection('Update Fields', 'updateFields', 'Add field');
