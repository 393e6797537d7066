import type { INodeProperties } from 'n8n-workflow';
import { objectType } from './objectType';

/** What a picker of records shows without an object type. */
export const A_FEW_OF_EACH = 'Without one, that list shows a few records of each of the first types; a search finds all.';

/**
 * An object type that narrows the pickers below it, and is not sent.
 *
 * @param without what is shown if none is chosen, as a sentence
 */
export const narrowing = (what: string, without = 'Leave it empty to choose from all.'): INodeProperties =>
	objectType({ required: false, placeholder: 'All object types', description: `Narrows ${what} below. ${without}` });

/** The same for a picker of records, which cannot show all. */
export const narrowingRecords = (what = 'the list of records'): INodeProperties => narrowing(what, A_FEW_OF_EACH);
