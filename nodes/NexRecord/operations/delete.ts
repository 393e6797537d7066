import { narrowingRecords, record } from '../../shared/fields';
import { deleted, operation } from '../../shared/operation';

export const deleteRecord = operation({
	name: 'Delete Record',
	value: 'delete',
	action: 'Delete record for good',
	description: 'Delete a record for good, with its timeline and its place in lists and relationships. This cannot be undone.',
	returns: 'the ID of the record that is gone',
	scopes: ['record.write'],
	method: 'DELETE',
	url: '/v1/records/{recordId}',
	notFound: 'The record was not found',
	fields: [narrowingRecords(), record()],
	answer: deleted('recordId'),
});
