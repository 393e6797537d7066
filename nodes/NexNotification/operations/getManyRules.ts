import { returnAllAndLimit } from '../../shared/fields';
import { operation, rowsUnder } from '../../shared/operation';

export const getManyRules = operation({
	name: 'Get Many Notification Rules',
	value: 'getManyRules',
	action: 'Get many notification rules',
	description: 'Retrieve the rules of the user to whom the API key belongs',
	returns: 'each rule with its ID, name and prompt',
	scopes: ['notification.read'],
	method: 'GET',
	url: '/v1/notifications/custom',
	answer: rowsUnder('rules', 'data'),
	fields: returnAllAndLimit(),
});
