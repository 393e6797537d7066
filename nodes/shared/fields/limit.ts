import type { INodeProperties } from 'n8n-workflow';

/**
 * "Return All" and "Limit", for operations that give many rows.
 *
 * @param most how many rows Nex gives at all, where it says so
 */
export function returnAllAndLimit(most?: number): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			default: 50,
			description: 'Max number of results to return',
			typeOptions: { minValue: 1, maxValue: most, numberPrecision: 0 },
			displayOptions: { show: { returnAll: [false] } },
		},
	];
}
