import type { INodeProperties } from 'n8n-workflow';
import { objectType } from './objectType';

/** An object type that narrows the pickers below it, and is not sent. */
export const narrowing = (what: string): INodeProperties =>
	objectType({
		required: false,
		placeholder: 'All object types',
		description: `Narrows ${what} below. Leave it empty to choose from all.`,
	});
