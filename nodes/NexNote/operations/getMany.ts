import { filters, record, returnAllAndLimit } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

/** Nex lists no more notes than these, and has no pages of them (docs/api.md#notes). */
export const MOST_NOTES = 200;

export const getMany = operation({
	name: 'Get Many Notes',
	value: 'getMany',
	action: 'Get many notes',
	description:
		`Retrieve notes, all or those about one record. Nex gives no more than ${MOST_NOTES} at once; filter by record to see others. ` +
		'Archived notes are left out.',
	returns: 'each note with its ID, title and text',
	scopes: ['note.read'],
	method: 'GET',
	url: '/v1/notes',
	answer: rowsUnder('data', 'notes'),
	fields: [
		...returnAllAndLimit(),
		filters(record({ required: false, description: 'Only notes about this record, such as a person or a company', query: 'entity_id' })),
	],
});
