import { operation, rowsUnder } from '../../shared/operation';

export const getMany = operation({
	name: 'Get Many Integrations',
	value: 'getMany',
	action: 'Get many integrations',
	description: 'Retrieve all integrations that Nex offers, one item each, with the accounts that are connected to it',
	returns: 'each integration with the IDs of its connections',
	scopes: ['integration.read'],
	method: 'GET',
	url: '/v1/integrations',
	answer: rowsUnder('data', 'integrations'),
	fields: [],
});
