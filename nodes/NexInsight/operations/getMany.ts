import { atMost, limit, simplify } from '../../shared/fields';
import { inOrder, operation, rowsUnder } from '../../shared/operation';
import { without } from '../../shared/tool/compact';
import { simplifyInsight } from '../simplifyInsight';
import { sendTimeRange, timeRange } from '../timeRange';

/** Rows that Nex gives at most (docs/api.md#insight-limit). */
const MOST = 100;

export const getMany = operation({
	name: 'Get Many Insights',
	value: 'getMany',
	action: 'Get many insights about records',
	description: 'Retrieve what Nex has concluded lately about people, companies and other records, such as risks and opportunities',
	returns: 'each insight with its text, type, confidence and the IDs of the records it is about, the newest first',
	scopes: ['insight.stream'],
	method: 'GET',
	url: '/v1/insights',
	// Sources disagree on the name of the list (docs/api.md#insight-envelope).
	answer: rowsUnder('data', 'insights'),
	fields: [...timeRange, limit('query', 'From 1 to 100, the newest first. If there are more, ask for a shorter time.'), simplify()],
	prepare: inOrder(sendTimeRange, atMost(MOST)),
	simplify: simplifyInsight,
	compact: without('workspace_id'),
});
