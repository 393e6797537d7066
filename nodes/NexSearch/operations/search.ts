import { returnAllAndLimit } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { compactHit } from '../compactHit';
import { readHits } from '../hits';
import { checkLength, query } from '../query';

export const search = operation({
	name: 'Search Records',
	value: 'search',
	action: 'Search records by text',
	description: 'Find records of every object type by a text in them, such as a name, an email address or a domain',
	returns: 'each record found with its ID, object type, name and score, best first, or nothing if there is none',
	scopes: ['record.read'],
	method: 'POST',
	readOnly: true,
	url: '/v1/search',
	answer: readHits,
	fields: [query, ...returnAllAndLimit()],
	prepare: checkLength,
	compact: compactHit,
});
