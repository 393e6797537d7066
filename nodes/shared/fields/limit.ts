import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../operation/definition';

/** "Return All" and "Limit", for operations that give many rows. */
export function returnAllAndLimit(): INodeProperties[] {
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
			typeOptions: { minValue: 1, numberPrecision: 0 },
			displayOptions: { show: { returnAll: [false] } },
		},
	];
}

/**
 * "Limit" alone, for operations that give one page and no more. {@link atMost} has to hold it to what Nex allows.
 *
 * @param hint how many rows Nex gives, and what to do if that is too few
 */
export function limit(where: 'body' | 'query', hint: string): INodeProperties {
	return {
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		description: 'Max number of results to return',
		hint,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		routing: { send: { type: where, property: 'limit' } },
	};
}

/** Refuses a Limit above `most` rows, because the linters want no maximum in the form. */
export function atMost(most: number): Prepare {
	return (context, request) => {
		const wanted = request.body?.limit ?? request.query?.limit;
		if (typeof wanted !== 'number' || wanted <= most) return request;
		throw new NodeOperationError(context.getNode(), `"Limit" is ${wanted}, but Nex gives no more than ${most} at once`, {
			description: `Set it to ${most} or less.`,
			itemIndex: context.getItemIndex(),
		});
	};
}
